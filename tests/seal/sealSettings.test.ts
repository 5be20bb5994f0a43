// The seal in the settings file: which queues have one, and what is refused with path and reason.
import { chmodSync, cpSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { parseConfig } from '../../signalling/adapters/settings/configFile.ts';
import { createSealAuthority, type SealAuthority } from '../support/sealAuthority.ts';

vi.setConfig({ hookTimeout: 60_000 });
const WORDS = { en: 'Words', fr: 'Mots' };

let authority: SealAuthority;
beforeAll(() => {
  authority = createSealAuthority();
  authority.issue('Seal', 'p256');
  cpSync(join(authority.folder, 'Seal.key'), join(authority.folder, 'open.key'));
  chmodSync(join(authority.folder, 'open.key'), 0o644);
  writeFileSync(join(authority.folder, 'long.pem'), 'x'.repeat(100_001));
});
afterAll(() => authority.remove());

function parsed(seal: object | undefined, isSealed = true): ReturnType<typeof parseConfig> {
  const queue = (id: string) => ({ id, name: WORDS, reasons: [{ id: 'solved', name: WORDS }] });
  const queues = [{ ...queue('cards'), seal: isSealed }, queue('loans')];
  return parseConfig(JSON.stringify({ queues, ...(seal ? { seal } : {}) }), authority.folder);
}
const FILES = { certificate: 'Seal.pem', key: 'Seal.key' };

it('[SEAL-1] seals what is agreed in the queues that say so, and in no others', () => {
  const result = parsed(FILES);
  if (!result.ok) throw new Error(result.sentences.join());
  const { seals } = result.policies;
  expect([...seals].map(([queueId, { by }]) => [queueId, by])).toEqual([['cards', 'Banque Visavis']]);
  const none = parsed(FILES, false);
  expect(none.ok && none.policies.seals.size).toBe(0);
});

it('[SEAL-4] keeps no key in what the store remembers of the settings', () => {
  const result = parsed(FILES);
  if (!result.ok) throw new Error(result.sentences.join());
  const kept = JSON.stringify(result.kept);
  expect(kept).toContain('Seal.key');
  expect(kept).not.toContain('PRIVATE');
});

it.each([
  [undefined, 'queues[0].seal: needs a certificate and a key: see `seal`'],
  [{ ...FILES, key: 'none.key' }, 'seal.key: "none.key" cannot be read'],
  [{ ...FILES, key: '../Seal.key' }, 'seal.key: "../Seal.key" must be below the folder of the settings file'],
  [
    { ...FILES, key: 'open.key' },
    'seal.key: "open.key" may be read by others: let only the server’s own user read it (chmod 600)',
  ],
  [{ ...FILES, key: 'root.key' }, 'seal.key: "root.key" is not the key of the certificate'],
  [{ ...FILES, certificate: 'long.pem' }, 'seal.certificate: "long.pem" is longer than 100000 bytes'],
  [{ ...FILES, certificate: 'Seal.csr' }, 'seal.certificate: "Seal.csr" holds no certificates, or more than 5'],
])('[SEAL-4][CONF-2] refuses %j', (seal, sentence) => {
  const result = parsed(seal);
  expect(result.ok ? [] : result.sentences).toEqual([sentence]);
});

it('[SEAL-3] takes http and https for the time, and nothing else', () => {
  expect(parsed({ ...FILES, timestampUrl: 'http://tsa.example/' }).ok).toBe(true);
  expect(parsed({ ...FILES, timestampUrl: 'file:///etc/passwd' }).ok).toBe(false);
});
