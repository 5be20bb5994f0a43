// Certificates, keys and timestamps of an authority made up for one test, by openssl. Knows its commands.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export type KeyKind = 'rsa' | 'p256' | 'p384';
const NEW_KEY: Record<KeyKind, readonly string[]> = {
  rsa: ['rsa:2048'],
  p256: ['ec', '-pkeyopt', 'ec_paramgen_curve:P-256'],
  p384: ['ec', '-pkeyopt', 'ec_paramgen_curve:P-384'],
};

export type SealAuthority = {
  readonly folder: string;
  /** Of the root, for who checks. */
  readonly root: string;
  /** A certificate with the root's behind it, and its key; `usage`: of the key, such as `timeStamping`. */
  issue(name: string, kind: KeyKind, usage?: string): { readonly certificate: string; readonly key: string };
  remove(): void;
};

export function createSealAuthority(): SealAuthority {
  const folder = mkdtempSync(join(tmpdir(), 'visavis-seal-'));
  const file = (name: string): string => join(folder, name);
  const subject = (name: string): string[] => ['-subj', `/C=FR/O=Banque Visavis/CN=${name}`];
  openssl(
    ...['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-days', '30', ...subject('Root')],
    ...['-keyout', file('root.key'), '-out', file('root.pem')],
  );
  return {
    folder,
    root: file('root.pem'),
    issue(name, kind, usage) {
      const [key, request, certificate] = [file(`${name}.key`), file(`${name}.csr`), file(`${name}.pem`)];
      openssl('req', '-newkey', ...NEW_KEY[kind], '-nodes', ...subject(name), '-keyout', key, '-out', request);
      const extensions = usage === undefined ? '' : `extendedKeyUsage = critical, ${usage}\n`;
      writeFileSync(file('extensions'), `keyUsage = critical, digitalSignature, nonRepudiation\n${extensions}`);
      openssl(
        ...['x509', '-req', '-in', request, '-CA', file('root.pem'), '-CAkey', file('root.key'), '-CAcreateserial'],
        ...['-days', '20', '-extfile', file('extensions'), '-out', certificate],
      );
      writeFileSync(certificate, readFileSync(certificate, 'utf8') + readFileSync(file('root.pem'), 'utf8'));
      return { certificate, key };
    },
    remove: () => rmSync(folder, { recursive: true }),
  };
}

export type TimestampService = { readonly url: string; close(): void };

/** `openssl ts` behind HTTP. `answer` may put something else in place of what it says. */
export async function startTimestamps(
  authority: SealAuthority,
  answer: (reply: Buffer) => Buffer = (reply) => reply,
): Promise<TimestampService> {
  const { folder } = authority;
  const { certificate, key } = authority.issue('Clock', 'rsa', 'timeStamping');
  const config = join(folder, 'ts.conf');
  writeFileSync(join(folder, 'serial'), '01\n');
  writeFileSync(
    config,
    ['[ tsa ]', 'default_tsa = clock', '[ clock ]', `serial = ${join(folder, 'serial')}`]
      .concat([`signer_cert = ${certificate}`, `signer_key = ${key}`, `certs = ${authority.root}`])
      .concat(['default_policy = 1.2.3.4', 'digests = sha256', 'signer_digest = sha256', ''])
      .join('\n'),
  );
  const server = createServer((request, response) => {
    const parts: Buffer[] = [];
    request.on('data', (part: Buffer) => parts.push(part));
    request.on('end', () => {
      const [asked, said] = [join(folder, 'asked.tsq'), join(folder, 'said.tsr')];
      writeFileSync(asked, Buffer.concat(parts));
      openssl('ts', '-reply', '-config', config, '-queryfile', asked, '-out', said);
      response.writeHead(200, { 'content-type': 'application/timestamp-reply' }).end(answer(readFileSync(said)));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}

/** @returns what it printed; throws with that when it failed */
export function openssl(...given: readonly string[]): string {
  return run('openssl', given);
}

export function run(program: string, given: readonly string[]): string {
  const { status, stdout, stderr, error } = spawnSync(program, given, { encoding: 'utf8', timeout: 30_000 });
  if (status !== 0) throw new Error(`${program} ${given[0] ?? ''}: ${error?.message ?? stderr}${stdout}`);
  return `${stdout}${stderr}`;
}
