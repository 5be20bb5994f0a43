// A real proxy with TLS before a server of ours, set up as docs/OPERATIONS.md says. Debian's nginx and openssl.
import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { exampleOf, servesTls, SITE, type Proxy } from './proxySite.ts';

const PROGRAM = '/usr/sbin/nginx';

/** Why this machine cannot run it; undefined when it can. */
export function whyNoNginx(): string | undefined {
  return existsSync(PROGRAM) ? undefined : 'nginx is not installed (Debian package nginx)';
}

/** Listens on `port` and passes on to `serverPort`. */
export async function startNginx(port: number, serverPort: number): Promise<Proxy> {
  const folder = mkdtempSync(join(tmpdir(), 'visavis-nginx-'));
  const [key, certificate] = [join(folder, 'site.key'), join(folder, 'site.pem')];
  const about = ['-subj', `/CN=${SITE}`, '-addext', `subjectAltName=DNS:${SITE}`, '-days', '2'];
  const kind = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes', '-x509'];
  execFileSync('openssl', ['req', ...kind, '-keyout', key, '-out', certificate, ...about], { stdio: 'ignore' });
  const config = join(folder, 'nginx.conf');
  writeFileSync(config, configOf(folder, { port, serverPort, key, certificate }));
  mkdirSync(join(folder, 'temp'));
  const child = spawn(PROGRAM, ['-p', folder, '-c', config, '-e', 'stderr'], { stdio: ['ignore', 'ignore', 'pipe'] });
  let complaints = '';
  child.stderr.on('data', (chunk: Buffer) => (complaints += chunk.toString()));
  await servesTls(port, () => complaints);
  return {
    certificate: readFileSync(certificate, 'utf8'),
    close: async () => {
      const gone = once(child, 'exit');
      child.kill('SIGKILL');
      await gone;
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

type Place = { readonly port: number; readonly serverPort: number; readonly key: string; readonly certificate: string };

/** One process, nothing of the machine's own set-up, and the site as the documentation has it. */
function configOf(folder: string, { port, serverPort, key, certificate }: Place): string {
  const site = exampleOf('nginx', [
    ['listen 443 ssl;', `listen 127.0.0.1:${port} ssl;`],
    ['/etc/ssl/calls.example.pem', certificate],
    ['/etc/ssl/private/calls.example.key', key],
    ['http://127.0.0.1:7788', `http://127.0.0.1:${serverPort}`],
  ]);
  const temporary = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map(
    (name) => `${name}_temp_path ${join(folder, 'temp', name)};`,
  );
  return [
    'daemon off;',
    'master_process off;',
    `pid ${join(folder, 'pid')};`,
    'events {}',
    `http { access_log off; ${temporary.join(' ')}`,
    site,
    '}',
  ].join('\n');
}
