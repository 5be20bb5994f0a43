import { createServer, type AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { parseLogLine, startDemoServer } from './demoServer.ts';

const occupier = createServer();
afterEach(() => void occupier.close());

describe('startDemoServer', () => {
  it('says in a sentence that the port is in use', async () => {
    await new Promise<void>((resolve) => occupier.listen(0, '127.0.0.1', resolve));
    const { port } = occupier.address() as AddressInfo;
    const settings = { host: '127.0.0.1', port, dataFolder: '/nowhere', opensApp: false };
    await expect(startDemoServer(settings)).rejects.toThrow(`Port ${port} on 127.0.0.1 is in use`);
  });
});

describe('parseLogLine', () => {
  it('reads what the server says when it listens', () => {
    const line = '{"level":30,"time":1,"host":"127.0.0.1","port":7788,"msg":"listening"}';
    expect(parseLogLine(line)).toEqual({ level: 30, msg: 'listening', host: '127.0.0.1', port: 7788 });
  });

  it('takes any other line for what it is', () => {
    expect(parseLogLine('(node:1) Warning: …')).toBeUndefined();
    expect(parseLogLine('{ not JSON')).toBeUndefined();
  });
});
