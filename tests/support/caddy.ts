// A real proxy with TLS before a server of ours, set up as docs/OPERATIONS.md says. Debian's caddy, with a certificate authority of its own.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { exampleOf, servesTls, type Proxy } from './proxySite.ts';

const PROGRAM = '/usr/bin/caddy';

/** Why this machine cannot run it; undefined when it can. */
export function whyNoCaddy(): string | undefined {
  return existsSync(PROGRAM) ? undefined : 'caddy is not installed (Debian package caddy)';
}

/** Listens on `port` and passes on to `serverPort`. */
export async function startCaddy(port: number, serverPort: number): Promise<Proxy> {
  const folder = mkdtempSync(join(tmpdir(), 'visavis-caddy-'));
  const config = join(folder, 'Caddyfile');
  writeFileSync(config, configOf(folder, port, serverPort));
  const env = { PATH: process.env['PATH'], HOME: folder, XDG_DATA_HOME: folder, XDG_CONFIG_HOME: folder };
  const command = ['run', '--config', config, '--adapter', 'caddyfile'];
  const child = spawn(PROGRAM, command, { env, stdio: ['ignore', 'ignore', 'pipe'] });
  let complaints = '';
  child.stderr.on('data', (chunk: Buffer) => (complaints += chunk.toString()));
  await servesTls(port, () => complaints);
  return {
    certificate: readFileSync(join(folder, 'pki', 'authorities', 'local', 'root.crt'), 'utf8'),
    close: async () => {
      const gone = once(child, 'exit');
      child.kill('SIGKILL');
      await gone;
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** Nothing of the machine's own set-up, no certificate from outside, and the site as the documentation has it. */
function configOf(folder: string, port: number, serverPort: number): string {
  return [
    '{',
    'admin off',
    'local_certs',
    'skip_install_trust',
    'auto_https disable_redirects',
    `storage file_system ${folder}`,
    `https_port ${port}`,
    'default_bind 127.0.0.1',
    '}',
    exampleOf('caddy', [['127.0.0.1:7788', `127.0.0.1:${serverPort}`]]),
  ].join('\n');
}
