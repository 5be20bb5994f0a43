// The server as a process: how it starts, refuses to start and ends. The slowest tests of the server, so few.
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';

const folder = mkdtempSync(join(tmpdir(), 'visavis-main-'));
afterAll(() => rmSync(folder, { recursive: true }));
const DEADLINE_MS = 30_000;

function launch(env: Readonly<Record<string, string>>) {
  const child = spawn(process.execPath, [join(import.meta.dirname, 'main.ts')], {
    env: { PATH: process.env['PATH'], VISAVIS_PORT: '0', VISAVIS_DATA_DIR: join(folder, 'data'), ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let errors = '';
  child.stderr.on('data', (chunk: Buffer) => (errors += chunk.toString()));
  const ended = new Promise<{ code: number | null; errors: string }>((resolve) =>
    child.once('close', (code) => resolve({ code, errors })),
  );
  const listening = new Promise<{ port: number }>((resolve) =>
    createInterface({ input: child.stdout }).on('line', (line) => {
      const entry = JSON.parse(line) as { msg: string; port: number };
      if (entry.msg === 'listening') resolve(entry);
    }),
  );
  const said = (message: string): Promise<unknown> =>
    new Promise((resolve) =>
      createInterface({ input: child.stdout }).on('line', (line) => {
        if ((JSON.parse(line) as { msg: string }).msg.includes(message)) resolve(JSON.parse(line));
      }),
    );
  return { child, ended, listening, said };
}

it(
  '[OPS-2][OPS-3][OPS-4] runs as a demo, ends on a signal, and refuses its store in production',
  { timeout: DEADLINE_MS },
  async () => {
    const demo = launch({ VISAVIS_DEMO: '1', VISAVIS_LOG_LEVEL: 'silent' });
    const { port } = await demo.listening;
    expect((await fetch(`http://127.0.0.1:${port}/readyz`)).status).toBe(200);
    const modeOf = (path: string) => statSync(join(folder, path)).mode & 0o777;
    expect(modeOf('data')).toBe(0o700);
    for (const file of ['visavis.sqlite', 'visavis.sqlite-wal']) expect(modeOf(join('data', file))).toBe(0o600);
    demo.child.kill('SIGTERM');
    expect(await demo.ended).toEqual({ code: 0, errors: '' });

    const production = await launch({}).ended;
    expect(production.code).toBe(1);
    expect(production.errors).toContain('demo accounts (agent, agent2, supervisor)');
  },
);

it(
  '[GUARD-6] warns at its start when a proxy stands before it and none is named',
  { timeout: DEADLINE_MS },
  async () => {
    const { child, ended, said } = launch({
      VISAVIS_PUBLIC_ORIGIN: 'https://calls.example',
      VISAVIS_DATA_DIR: join(folder, 'proxied'),
    });
    expect(await said('VISAVIS_TRUSTED_PROXIES names none')).toMatchObject({ level: 40 });
    child.kill('SIGTERM');
    await ended;
  },
);

it('[OPS-1] stops with a sentence about each wrong setting', { timeout: DEADLINE_MS }, async () => {
  const { code, errors } = await launch({ VISAVIS_PORT: 'many', VISAVIS_HOST: '0.0.0.0' }).ended;
  expect(code).toBe(1);
  expect(errors).toMatch(/^VISAVIS_PORT must be a whole number from 0 to 65535\.\nVISAVIS_PUBLIC_ORIGIN must name/);
});

it(
  '[CONF-2][CONF-4][CONF-5][LIBRARY-1][LIBRARY-4] refuses a bad file at start and at SIGHUP, and knows the last good one without it',
  { timeout: DEADLINE_MS },
  async () => {
    const file = join(folder, 'visavis.yaml');
    const write = (zone: string, ids: readonly string[]) => {
      const words = { en: 'Topic', fr: 'Sujet' };
      const hours = { timeZone: zone, week: {} };
      const reasons = [{ id: 'solved', name: words }];
      const documents = [{ id: 'sheet', name: words, file: 'sheet.txt' }];
      writeFileSync(
        file,
        JSON.stringify({ queues: ids.map((id) => ({ id, name: words, reasons, hours, documents })) }),
      );
    };
    const sheet = join(folder, 'sheet.txt');
    writeFileSync(sheet, 'A document.');
    const env = { VISAVIS_CONFIG: file, VISAVIS_DATA_DIR: join(folder, 'configured') };
    write('Europe/Pariss', ['cards']);
    const refused = await launch(env).ended;
    expect(refused.code).toBe(1);
    expect(refused.errors).toContain('queues[0].hours.timeZone: "Europe/Pariss" is no time zone');

    write('Europe/Paris', ['cards']);
    const server = launch(env);
    const { port } = await server.listening;
    write('Europe/Pariss', ['cards', 'loans']);
    const complaint = server.said('settings refused');
    server.child.kill('SIGHUP');
    expect(JSON.stringify(await complaint)).toContain('is no time zone');
    expect((await fetch(`http://127.0.0.1:${port}/readyz`)).status).toBe(200);
    write('Europe/Paris', ['cards', 'loans']);
    writeFileSync(sheet, Buffer.from([0, 1]));
    const wrongSheet = server.said('settings refused');
    server.child.kill('SIGHUP');
    expect(JSON.stringify(await wrongSheet)).toContain('is no PDF, JPEG, PNG, WebP or text');
    expect((await fetch(`http://127.0.0.1:${port}/readyz`)).status).toBe(200);
    writeFileSync(sheet, 'A document.');
    const taken = server.said('settings taken up');
    server.child.kill('SIGHUP');
    expect(await taken).toMatchObject({ queues: 2 });
    server.child.kill('SIGTERM');
    expect((await server.ended).code).toBe(0);

    const { VISAVIS_CONFIG: _file, ...withoutFile } = env;
    const again = launch(withoutFile);
    const said = again.said('settings taken up from the store');
    await again.listening;
    expect(await said).toMatchObject({ queues: 2 });
    again.child.kill('SIGTERM');
    await again.ended;
    rmSync(sheet);
    expect((await launch(withoutFile).ended).errors).toContain(
      'queues[0].documents[0].file: "sheet.txt" cannot be read',
    );
  },
);
