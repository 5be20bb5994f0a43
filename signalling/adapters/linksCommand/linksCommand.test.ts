// Links made on the command line.
import { generateKeyPairSync } from 'node:crypto';
import { expect, it } from 'vitest';
import { testQueue, testQueues } from '../../testing/switchboardBench.ts';
import { createJoseLinks } from '../links/joseLinks.ts';
import { runLinksCommand } from './linksCommand.ts';

const links = createJoseLinks({ secrets: ['a secret of more than thirty-two characters'], publicKeys: [] });
const portal = generateKeyPairSync('ed25519');
const files: Readonly<Record<string, string>> = {
  'portal.key': portal.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
  'rsa.key': generateKeyPairSync('rsa', { modulusLength: 1024 })
    .privateKey.export({ type: 'pkcs8', format: 'pem' })
    .toString(),
  'portal.pub': portal.publicKey.export({ type: 'spki', format: 'pem' }).toString(),
};
const nowMs = Date.parse('2026-11-28T12:00:00Z');
const command = {
  links,
  queues: testQueues(testQueue('cards')),
  origin: 'https://calls.example',
  createId: () => 'an-id-of-its-own',
  readFile: (path: string) => files[path] ?? null,
  nowMs,
};

it('[LINK-3] makes a link behind the # of the page’s address', async () => {
  const made = await runLinksCommand(['make', '--queue', 'cards', '--name', 'Zoé', '--minutes', '5'], command);
  expect(made.ok).toBe(true);
  const [page = '', link = ''] = made.text.split('#link=');
  expect(page).toBe('https://calls.example/');
  const claims = {
    linkId: 'an-id-of-its-own',
    queueId: 'cards',
    name: 'Zoé',
    reference: null,
    goodUntilMs: nowMs + 300_000,
  };
  expect(await links.read(link, nowMs)).toEqual({ ok: true, value: claims });
});

it('[LINK-3][LINK-4] signs with a private key, and says what the matter is known by', async () => {
  const args = ['make', '--queue', 'cards', '--reference', 'File 7', '--key', 'portal.key'];
  const made = await runLinksCommand(args, { ...command, links: null });
  expect(made.ok).toBe(true);
  const portals = createJoseLinks({ secrets: [], publicKeys: [portal.publicKey] });
  const read = await portals.read(made.text.split('#link=')[1] ?? '', nowMs);
  expect(read).toMatchObject({ ok: true, value: { queueId: 'cards', name: null, reference: 'File 7' } });
});

it.each([
  [[], /^Usage/],
  [['make', '--queue', 'cards', '--reference', ''], /^--reference must have/],
  [['make', '--queue', 'cards', '--key', 'nothing'], /^--key must name/],
  [['make', '--queue', 'cards', '--key', 'rsa.key'], /^--key must name/],
  [['make', '--queue', 'cards', '--key', 'portal.pub'], /^--key must name/],
  [['make'], /^Usage/],
  [['make', '--queue'], /^Usage/],
  [['make', '--queue', 'cards', '--other', 'x'], /^Usage/],
  [['make', '--queue', 'loans'], /^--queue must be one of cards/],
  [['make', '--queue', 'cards', '--name', ''], /^--name must be/],
  [['make', '--queue', 'cards', '--minutes', '0'], /^--minutes must be/],
  [['make', '--queue', 'cards', '--minutes', 'soon'], /^--minutes must be/],
])('[LINK-3] says what is wrong: %j', async (args, sentence) => {
  const refused = await runLinksCommand(args, command);
  expect(refused.ok).toBe(false);
  expect(refused.text).toMatch(sentence);
});

it('[LINK-3] says when the settings have no secrets', async () => {
  const refused = await runLinksCommand(['make', '--queue', 'cards'], { ...command, links: null });
  expect(refused).toEqual({ ok: false, text: expect.stringContaining('links: { secrets: FILE }') as string });
});
