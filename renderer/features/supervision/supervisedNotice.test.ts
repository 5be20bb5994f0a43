// What agents and customers read of supervision.
import { flushSync, mount, unmount } from 'svelte';
import { expect, it } from 'vitest';
import type { Conference, LegId, PersonInCall } from '../../../signalling/protocol/index.ts';
import SupervisedNotice from './SupervisedNotice.svelte';
import ToldBanner from './ToldBanner.svelte';

const ALEX: PersonInCall = { legId: 'a' as LegId, name: 'Alex Martin', role: 'primary', state: 'joined' };
const BILLIE: PersonInCall = { legId: 'b' as LegId, name: 'Billie Durand', role: 'colleague', state: 'joined' };
const SACHA: PersonInCall = { legId: 's' as LegId, name: 'Sacha Petit', role: 'supervisor', state: 'joined' };

async function readBy(reader: PersonInCall, supervising: PersonInCall['supervising']): Promise<string | null> {
  const sacha = supervising === undefined ? [] : [{ ...SACHA, supervising }];
  const conference: Conference = { legId: reader.legId, people: [ALEX, BILLIE, ...sacha] };
  const notice = mount(SupervisedNotice, { target: document.body, props: { conference } });
  const said = document.querySelector('[role=status]')?.textContent.trim() ?? null;
  await unmount(notice);
  return said;
}

it('[JOIN-11] an agent reads in a status who listens and how; without anybody it is there and empty', async () => {
  expect(await readBy(ALEX, undefined)).toBe('');
  expect(await readBy(ALEX, 'listen')).toBe('Sacha Petit is listening');
  expect(await readBy(ALEX, 'whisper')).toBe('Sacha Petit is listening and speaks to you alone');
  expect(await readBy(BILLIE, 'whisper')).toBe('Sacha Petit is listening and speaks to the agent alone');
  expect(await readBy(ALEX, 'barge')).toBe('Sacha Petit is listening and talks with everybody');
  // A supervisor is not told of themselves.
  expect(await readBy(SACHA, 'listen')).toBe('');
});

it('[JOIN-11] a customer reads that somebody may listen, until they put it away', async () => {
  const banner = mount(ToldBanner, { target: document.body });
  expect(document.body.textContent).toContain('A supervisor may listen to this call.');
  document.querySelector('button')?.click();
  flushSync();
  expect(document.body.textContent).not.toContain('supervisor');
  await unmount(banner);
});
