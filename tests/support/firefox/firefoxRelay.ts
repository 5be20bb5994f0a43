// A program that Playwright starts in Firefox's place: starts Firefox and passes on all that the two say over WebDriver BiDi.
// A Firefox with long-term support lags behind what Playwright asks for: an emulation that it does not know is answered as done,
// and the page is left as it is. Knows the envelope of WebDriver BiDi.
import { spawn } from 'node:child_process';
import type { IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createInterface } from 'node:readline';
import { WebSocket, WebSocketServer, type RawData } from 'ws';

const LISTENING = 'WebDriver BiDi listening on ';
/** Whole screenshots and files come in one message. */
const LARGEST_MESSAGE_BYTES = 256 * 2 ** 20;

const [program = '', ...parameters] = process.argv.slice(2);
const firefox = spawn(program, parameters, { stdio: ['ignore', 'ignore', 'pipe'] });
for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) process.on(signal, () => firefox.kill(signal));
firefox.on('error', (error) => {
  say(error.message);
  process.exit(1);
});
firefox.on('exit', (code) => process.exit(code ?? 1));
createInterface({ input: firefox.stderr }).on('line', (line) => {
  const at = line.indexOf(LISTENING);
  if (at === -1) say(line);
  else listen(line.slice(at + LISTENING.length).trim());
});

/** Playwright reads the address from here, as Firefox says it. */
function say(line: string): void {
  process.stderr.write(`${line}\n`);
}

function listen(address: string): void {
  const server = new WebSocketServer({ host: '127.0.0.1', port: 0, maxPayload: LARGEST_MESSAGE_BYTES });
  server.on('listening', () => {
    const { port } = server.address() as AddressInfo;
    say(`${LISTENING}ws://127.0.0.1:${String(port)}`);
  });
  server.on('connection', (front, request) => relay(front, address, request));
}

function relay(front: WebSocket, address: string, request: IncomingMessage): void {
  const options = { maxPayload: LARGEST_MESSAGE_BYTES, perMessageDeflate: false };
  const back = new WebSocket(address + (request.url ?? ''), options);
  const early: string[] = [];
  const emulations = new Set<number>();
  front.on('message', (data) => {
    const text = textOf(data);
    const { id, method } = JSON.parse(text) as { id: number; method: string };
    if (method.startsWith('emulation.')) emulations.add(id);
    if (back.readyState === WebSocket.OPEN) back.send(text);
    else early.push(text);
  });
  back.on('open', () => {
    for (const text of early.splice(0)) back.send(text);
  });
  back.on('message', (data) => {
    const text = textOf(data);
    const { type, id, error } = JSON.parse(text) as { type: string; id?: number; error?: string };
    const isEmulation = id !== undefined && emulations.delete(id);
    const isUnknown = isEmulation && type === 'error' && error === 'unknown command';
    front.send(isUnknown ? JSON.stringify({ type: 'success', id, result: {} }) : text);
  });
  back.on('close', () => front.close());
  back.on('error', () => front.close());
  front.on('close', () => back.close());
}

function textOf(data: RawData): string {
  return (data as Buffer).toString('utf8');
}
