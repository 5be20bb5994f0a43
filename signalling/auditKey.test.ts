// Another key of the audit log, as docs/OPERATIONS.md says: the real server, the real command, one data folder.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { renameSync } from 'node:fs';
import { text } from 'node:stream/consumers';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { startChildServer } from './testing/childServer.ts';

/** `npm run audit -- verify`. */
async function verified(dataDir: string): Promise<{ code: number | null; said: string }> {
  const env = { ...process.env, VISAVIS_DATA_DIR: dataDir };
  const child = spawn(process.execPath, [join(import.meta.dirname, 'audit.ts'), 'verify'], { env });
  const ended = once(child, 'close') as Promise<[number | null]>;
  const [out, err, [code]] = await Promise.all([text(child.stdout), text(child.stderr), ended]);
  return { code, said: out + err };
}

it('[AUDIT-2][AUDIT-5] renamed between two runs of the server, the key signs the one that takes its place', async () => {
  const server = await startChildServer();
  const { dataDir } = server;
  try {
    expect(await verified(dataDir)).toMatchObject({ code: 0 });
    await server.stop();
    renameSync(join(dataDir, 'audit.key'), join(dataDir, 'audit-2027.key'));
    await server.restart();
    const { code, said } = await verified(dataDir);
    expect(said).toContain('whole');
    expect(code).toBe(0);
    expect(server.complaints).toEqual([]);
  } finally {
    await server.dispose();
  }
});
