// The organisation's seal on an agreed file, by real certificates, looked at by the tools that others would use: openssl and pdfsig.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, expect, it, vi } from 'vitest';
import { PDFDocument } from '@cantoo/pdf-lib';
import { sealPdf } from '../../renderer/core/documents/sealPdf.ts';
import { createSealer, type SealerResult } from '../../signalling/adapters/seal/createSealer.ts';
import { nonceOf } from '../../signalling/adapters/seal/timestamp.ts';
import type { Sealer } from '../../signalling/service/ports/sealer.ts';
import { openInNode } from '../support/documents/nodeDocument.ts';
import {
  createSealAuthority,
  openssl,
  run,
  startTimestamps,
  type KeyKind,
  type SealAuthority,
  type TimestampService,
} from '../support/sealAuthority.ts';

/** Keys are searched for at random, and each tool is a process of its own. */
vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

let authority: SealAuthority;
beforeAll(() => (authority = createSealAuthority()));
afterAll(() => authority.remove());
let clock: TimestampService | undefined;
afterEach(() => clock?.close());

function sealerFrom(certificate: string, key: string, timestampUrl: string | null = null): SealerResult {
  return createSealer({
    certificates: readFileSync(certificate, 'utf8'),
    key: readFileSync(key, 'utf8'),
    timestampUrl,
  });
}
function sealerOf(kind: KeyKind, timestampUrl: string | null = null): Sealer {
  const { certificate, key } = authority.issue(`Seal ${kind}`, kind);
  const made = sealerFrom(certificate, key, timestampUrl);
  if (!made.ok) throw new Error(made.reason);
  return made.sealer;
}

async function plainPdf(): Promise<Uint8Array> {
  const pdf = await PDFDocument.create();
  pdf.addPage().drawText('What was agreed');
  return pdf.save();
}

async function sealed(sealer: Sealer): Promise<{ file: string; cms: string; covered: string; bytes: Uint8Array }> {
  let cms = new Uint8Array();
  const bytes = await sealPdf(await plainPdf(), {
    by: sealer.by,
    maxBytes: sealer.maxBytes,
    atMs: Date.UTC(2026, 10, 28, 9),
    sign: async (digest) => (cms = new Uint8Array(await sealer.seal(digest))),
  });
  if (!bytes) throw new Error('there is room');
  const [, first = 0, second = 0, third = 0] =
    /\/ByteRange \[ 0 (\d+) (\d+) (\d+) \]/.exec(Buffer.from(bytes).toString('latin1'))?.map(Number) ?? [];
  const covered = Buffer.concat([bytes.subarray(0, first), bytes.subarray(second, second + third)]);
  const put = (name: string, content: Uint8Array): string => {
    const path = join(authority.folder, name);
    writeFileSync(path, content);
    return path;
  };
  return { file: put('sealed.pdf', bytes), cms: put('seal.der', cms), covered: put('covered', covered), bytes };
}

const verified = (cms: string, covered: string): string =>
  openssl(
    ...['cms', '-verify', '-cades', '-inform', 'DER', '-in', cms, '-content', covered, '-binary'],
    ...['-CAfile', authority.root, '-purpose', 'any', '-out', join(authority.folder, 'out')],
  );

it.each(['rsa', 'p256', 'p384'] as const)(
  '[SEAL-1][SEAL-2] a seal by a key of the kind %s is valid for openssl and pdfsig, and covers the whole file',
  async (kind) => {
    const sealer = sealerOf(kind);
    expect(sealer.by).toBe('Banque Visavis');
    const { file, cms, covered } = await sealed(sealer);
    expect(verified(cms, covered)).toContain('CAdES Verification successful');
    const said = run('pdfsig', ['-nocert', file]);
    expect(said).toContain('Signature Type: ETSI.CAdES.detached');
    expect(said).toContain('Total document signed');
    expect(said).toContain('Signature Validation: Signature is Valid.');
  },
);

it('[SEAL-1] has exactly the attributes of PAdES B-B: no signing time, and the content beside it', async () => {
  const { cms } = await sealed(sealerOf('rsa'));
  const parsed = openssl('asn1parse', '-inform', 'DER', '-in', cms);
  const named = [...parsed.matchAll(/OBJECT\s+:(\S+)/g)].map(([, name]) => name);
  const attributes = ['contentType', 'messageDigest', 'signingTime', 'id-smime-aa-signingCertificateV2'];
  expect(named.filter((name) => attributes.includes(name ?? ''))).toEqual(
    attributes.filter((n) => n !== 'signingTime'),
  );
  expect(named.filter((name) => name === 'pkcs7-data')).toHaveLength(2);
  expect(openssl('cms', '-cmsout', '-print', '-inform', 'DER', '-in', cms)).toMatch(/eContent: <ABSENT>/);
});

it('[SEAL-1] a byte that was changed afterwards breaks the seal', async () => {
  const { file, bytes, cms, covered } = await sealed(sealerOf('rsa'));
  const at = Buffer.from(bytes).indexOf('/MediaBox');
  writeFileSync(file, Buffer.from(bytes).fill('X', at + 1, at + 2));
  expect(run('pdfsig', ['-nocert', file])).toContain('Digest Mismatch');
  writeFileSync(covered, 'something else');
  expect(() => verified(cms, covered)).toThrow(/verification failure/i);
});

it('[SEAL-1] nothing of the seal is seen on a page, and there is nothing to fill in', async () => {
  const { bytes } = await sealed(sealerOf('p256'));
  const opened = await openInNode(bytes);
  if (!opened.ok) throw new Error(opened.problem);
  const [text, fields] = [await opened.value.textOf(1), await opened.value.fieldsOf(1)];
  expect(text.ok && text.value.map((item) => item.text).join('')).toBe('What was agreed');
  expect(fields).toEqual({ ok: true, value: [] });
  opened.value.close();
});

it('[SEAL-3] carries a timestamp of its signature where one is configured', async () => {
  clock = await startTimestamps(authority);
  const { file, cms, covered } = await sealed(sealerOf('rsa', clock.url));
  expect(verified(cms, covered)).toContain('CAdES Verification successful');
  expect(run('pdfsig', ['-nocert', file])).toContain('Signature is Valid');
  const printed = openssl('asn1parse', '-inform', 'DER', '-in', cms);
  expect(printed).toContain('id-smime-aa-timeStampToken');
  const checked = openssl(
    ...['ts', '-verify', '-queryfile', join(authority.folder, 'asked.tsq'), '-in', join(authority.folder, 'said.tsr')],
    ...['-CAfile', authority.root],
  );
  expect(checked).toContain('Verification: OK');
});

const digest = new Uint8Array(32);
/** Another imprint in the same words. */
const aboutSomethingElse = (reply: Buffer): Buffer =>
  Buffer.from(reply.toString('hex').replaceAll(imprintAsked(), 'ab'.repeat(32)), 'hex');

it.each([
  { what: 'is about something else', answer: aboutSomethingElse, said: /about something else/ },
  { what: 'is too long', answer: (reply: Buffer) => Buffer.concat([reply, Buffer.alloc(40_000)]), said: /too long/ },
  { what: 'is none', answer: () => Buffer.from('not a timestamp'), said: /ASN\.1/ },
])('[SEAL-3] makes no seal when the timestamp $what', async ({ answer, said }) => {
  clock = await startTimestamps(authority, answer);
  await expect(sealerOf('rsa', clock.url).seal(digest)).rejects.toThrow(said);
});

it('[SEAL-3] asks with a number that every service takes, whatever the dice say', () => {
  for (const byte of [0, 1, 0x7f, 0x80, 0xff]) {
    const [first = 0] = nonceOf(Buffer.alloc(8, byte));
    expect(first).toBeGreaterThanOrEqual(0x40);
    expect(first).toBeLessThan(0x80);
  }
});

it('[SEAL-3] makes no seal when nobody answers for the time', async () => {
  clock = await startTimestamps(authority);
  clock.close();
  await expect(sealerOf('rsa', clock.url).seal(digest)).rejects.toThrow(/fetch failed/);
});

it('[SEAL-4] refuses keys that will not do, and says which file is wrong', () => {
  const { certificate, key } = authority.issue('One', 'rsa');
  const other = authority.issue('Other', 'rsa');
  expect(sealerFrom(certificate, other.key)).toMatchObject({ of: 'key', reason: 'is not the key of the certificate' });
  expect(sealerFrom(key, key)).toMatchObject({ of: 'certificate' });
  expect(sealerFrom(certificate, certificate)).toMatchObject({ of: 'key' });
  const [short, locked] = [join(authority.folder, 'short.key'), join(authority.folder, 'locked.key')];
  openssl('genrsa', '-out', short, '1024');
  openssl('rsa', '-in', key, '-aes128', '-passout', 'pass:word', '-out', locked);
  for (const bad of [short, locked]) expect(sealerFrom(certificate, bad)).toMatchObject({ of: 'key' });
});

it('[SEAL-4] refuses a certificate of nobody, and one that no message has room for', () => {
  const [key, certificate] = [join(authority.folder, 'nobody.key'), join(authority.folder, 'nobody.pem')];
  const sign = (...more: string[]): void =>
    void openssl(
      ...['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes', '-days', '2'],
      ...['-keyout', key, '-out', certificate, ...more],
    );
  sign('-subj', '/C=FR');
  expect(sealerFrom(certificate, key)).toMatchObject({
    of: 'certificate',
    reason: 'names neither an organisation (O) nor a name (CN)',
  });
  sign('-subj', '/O=A = B/CN=Seal');
  expect(sealerFrom(certificate, key)).toMatchObject({ ok: true, sealer: { by: 'A = B' } });
  sign('-subj', '/O=A', '-addext', `nsComment=${'x'.repeat(38_000)}`);
  expect(sealerFrom(certificate, key)).toMatchObject({
    of: 'certificate',
    reason: 'is too long with those up to its root',
  });
});

/** Of the request that was asked last, in hexadecimal. */
function imprintAsked(): string {
  const printed = openssl('asn1parse', '-inform', 'DER', '-in', join(authority.folder, 'asked.tsq'));
  return (/OCTET STRING\s+\[HEX DUMP\]:([0-9A-F]{64})/.exec(printed)?.[1] ?? '').toLowerCase();
}
