// Links made on the command line.
import { expect, it } from 'vitest';
import { testQueue, testQueues } from '../../testing/switchboardBench.ts';
import { createJoseLinks } from '../links/joseLinks.ts';
import { runLinksCommand } from './linksCommand.ts';

const links = createJoseLinks(['a secret of more than thirty-two characters']);
const nowMs = Date.parse('2026-11-28T12:00:00Z');
const command = {
  links,
  queues: testQueues(testQueue('cards')),
  origin: 'https://calls.example',
  createId: () => 'an-id-of-its-own',
  nowMs,
};

it('[LINK-3] makes a link behind the # of the page’s address', async () => {
  const made = await runLinksCommand(['make', '--queue', 'cards', '--name', 'Zoé', '--minutes', '5'], command);
  expect(made.ok).toBe(true);
  const [page = '', link = ''] = made.text.split('#link=');
  expect(page).toBe('https://calls.example/');
  const claims = { linkId: 'an-id-of-its-own', queueId: 'cards', name: 'Zoé', goodUntilMs: nowMs + 300_000 };
  expect(await links.read(link, nowMs)).toEqual({ ok: true, value: claims });
});

it.each([
  [[], /^Usage/],
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
