// Two people talk while others attack the very service that introduced them, and a colleague comes to work.
import { NAMED_ATTACKS } from '../../signalling/testing/hostile/namedAttacks.ts';
import { attackFrom } from '../../signalling/testing/hostile/oneAddress.ts';
import { beginSignInStorm } from '../../signalling/testing/hostile/signInStorm.ts';
import { expect, test as base } from '../support/cast.ts';
import { withSettings } from '../support/settingsFile.ts';
import { connectCall } from '../support/connectCall.ts';
import { expectPicture, expectSound, readMedia } from '../support/mediaProbe.ts';
import type { Page } from '@playwright/test';

/** The attacks call about cards, and one of them is on who somebody is. */
const SETTINGS = `
identity: { enabled: true }
queues:
  - id: cards
    name: { en: Everyday banking, fr: Banque au quotidien }
    reasons: [{ id: solved, name: { en: Solved, fr: Résolu } }]
`;

const test = base.extend(withSettings(SETTINGS));
// What is attacked is also the time that a sign-in takes.
test.use({ signInCost: undefined, microphone: 'heard' });

const SECOND_MS = 1000;

/** Reads every second, until `during` is over, what came in since, and names the seconds in which nothing did. */
async function silentSeconds(pages: Readonly<Record<string, Page>>, during: Promise<unknown>): Promise<string[]> {
  const silent: string[] = [];
  let state: 'attacked' | 'over' = 'attacked';
  const over = during.finally(() => (state = 'over'));
  // Nobody is told of a rejection twice.
  over.catch(() => undefined);
  const isOver = (): boolean => state === 'over';
  const readAll = () =>
    Promise.all(Object.entries(pages).map(async ([side, page]) => [side, await readMedia(page)] as const));
  let before = new Map(await readAll());
  let seconds = 0;
  do {
    // The pause is the measurement, not a wait for something to happen.
    await new Promise((resolve) => setTimeout(resolve, SECOND_MS));
    seconds += 1;
    const now = new Map(await readAll());
    for (const [side, media] of now) {
      const { framesDecoded = 0, audioEnergyIn = 0 } = before.get(side) ?? {};
      if (media.framesDecoded <= framesDecoded) silent.push(`${side}: no picture in second ${seconds}`);
      if (media.audioEnergyIn <= audioEnergyIn) silent.push(`${side}: no sound in second ${seconds}`);
    }
    before = now;
  } while (!isOver());
  await over;
  return silent;
}

/** The rest of the review's attacks take longer: hostile.test.ts plays all of them. */
const PLAYED = [
  'A7: connections are kept idle',
  'A7: one connection asks without end',
  'A7: names that read as others',
  'B: passing for a customer whose id is known',
] as const;

test('[GUARD-1][GUARD-4][GUARD-5][GUARD-7][IDENTITY-51] in every second of an attack a call keeps picture and sound, and a colleague signs in', async ({
  cast,
}) => {
  const { agent, customer } = await connectCall(cast);
  const sides = { agent: agent.page, customer: customer.page };
  for (const page of Object.values(sides)) {
    await expectPicture(page);
    await expectSound(page);
  }
  const { origin } = cast.server;
  const target = { origin, port: Number(new URL(origin).port) };
  const signIn = async () => {
    const colleague = await cast.agent();
    await colleague.signIn('supervisor');
    await expect(colleague.status).toBeVisible();
  };
  const attack = async () => {
    const first = signIn();
    for (const name of PLAYED) await NAMED_ATTACKS[name]?.(target);
    await first;
    // The storm takes every place in which passwords wait: whoever has signed in from here before gets in all the same.
    const storm = await beginSignInStorm(target, 30);
    const [ofOne] = await Promise.all([
      attackFrom(target, '127.0.9.1', { idle: 260, calls: 25, guesses: 1 }),
      signIn(),
    ]);
    return { storm, ofOne };
  };
  const attacked = attack();
  expect(await silentSeconds(sides, attacked)).toEqual([]);
  const { storm, ofOne } = await attacked;
  expect(storm.refusedCount).toBeGreaterThan(0);
  expect(ofOne.openCount).toBe(250);
  expect(ofOne.results.get('call.start tooManyRequests')).toBeGreaterThan(0);
});
