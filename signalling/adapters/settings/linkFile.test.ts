// The secrets of signed links: taken up as the settings name them, or refused with path and reason.
import { generateKeyPairSync, type KeyObject } from 'node:crypto';
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { parseConfig } from './configFile.ts';

const folder = mkdtempSync(join(tmpdir(), 'visavis-links-'));
afterAll(() => rmSync(folder, { recursive: true }));

const WORDS = { en: 'Words', fr: 'Mots' };
function parsed(links: object | undefined, linkNeeded = true): ReturnType<typeof parseConfig> {
  const queues = [{ id: 'cards', name: WORDS, reasons: [{ id: 'solved', name: WORDS }], linkNeeded }];
  return parseConfig(JSON.stringify({ queues, links }), folder);
}
function withSecrets(content: string, mode = 0o600): readonly string[] {
  const file = join(folder, 'links.secret');
  writeFileSync(file, content);
  chmodSync(file, mode);
  const result = parsed({ secrets: 'links.secret' });
  return result.ok ? [] : result.sentences;
}
const SECRET = 's'.repeat(32);

it('[LINK-1] takes up one secret or two, from a file that nobody else reads', () => {
  expect(withSecrets(`${SECRET}\n`)).toEqual([]);
  expect(withSecrets(`${SECRET}\r\n${'t'.repeat(40)}\n`)).toEqual([]);
  const result = parsed({ secrets: 'links.secret' });
  if (!result.ok) throw new Error(result.sentences.join());
  expect(result.policies.links).not.toBeNull();
  expect([...result.rules.queues.values()][0]?.linkNeeded).toBe(true);
});

it('[LINK-1] refuses secrets that are short, too many or open to others, and a need without secrets', () => {
  for (const wrong of ['', 'short\n', `${SECRET}\nshort`, `${SECRET}\n${SECRET}\n${SECRET}\n`]) {
    expect(withSecrets(wrong)).toEqual([expect.stringMatching(/^links\.secrets: "links\.secret" must hold/)]);
    expect(withSecrets(wrong).join()).not.toContain(SECRET);
  }
  expect(withSecrets(SECRET, 0o644)).toEqual([expect.stringContaining('may be read by others')]);
  const sentencesOf = (result: ReturnType<typeof parseConfig>) => (result.ok ? [] : result.sentences);
  expect(sentencesOf(parsed({ secrets: 'nothing' }))).toEqual([expect.stringContaining('cannot be read')]);
  expect(sentencesOf(parsed(undefined))).toEqual([expect.stringMatching(/^queues\[0\]\.linkNeeded: needs secrets/)]);
  expect(sentencesOf(parsed(undefined, false))).toEqual([]);
});

it('[LINK-4] takes up one public key or two, and refuses private ones, others and nothing', () => {
  const pem = (key: KeyObject, type: 'spki' | 'pkcs8') => key.export({ type, format: 'pem' }).toString();
  const ed = generateKeyPairSync('ed25519');
  const other = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const withKeys = (content: string): string => {
    writeFileSync(join(folder, 'links.pub'), content);
    const result = parsed({ publicKeys: 'links.pub' });
    return result.ok ? 'ok' : result.sentences.join();
  };
  const key = pem(ed.publicKey, 'spki');
  expect(withKeys(key)).toBe('ok');
  expect(withKeys(`# the new one\n${key}${pem(generateKeyPairSync('ed25519').publicKey, 'spki')}`)).toBe('ok');
  expect(withKeys(pem(ed.privateKey, 'pkcs8'))).toMatch(/^links\.publicKeys: "links\.pub" holds a private key/);
  for (const wrong of ['', 'x', key.repeat(3), pem(other.publicKey, 'spki'), key.replace(/\n.{10}/, '\nAAAA')]) {
    expect(withKeys(wrong)).toMatch(/^links\.publicKeys: "links\.pub" must hold one or two public keys/);
  }
  const neither = parsed({});
  expect(neither.ok ? [] : neither.sentences).toEqual([expect.stringMatching(/^links: needs secrets or publicKeys/)]);
});
