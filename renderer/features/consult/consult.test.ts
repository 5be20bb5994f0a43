// What becomes of asking a colleague, as the agent reads it.
import { expect, it, vi } from 'vitest';
import { callIdSchema, type ConsultView } from '../../../signalling/protocol/index.ts';
import { Consult } from './consult.svelte.ts';

const [CALL, LINK] = [callIdSchema.parse('ada'), callIdSchema.parse('ada_2')];
const talk = {
  ...{ answeredAtMs: 0, withVideo: false, generation: 1, held: false, offers: true },
  ...{ iceServers: [], relayOnly: false },
};
const VIEW: ConsultView = {
  ...{ role: 'asking', colleagueName: 'Billie', colleagueConnected: true },
  ...{ linkId: LINK, talksWith: 'colleague', talk },
};

it('[CONSULT-3] going back while a swap is under way asks nothing, and a colleague who then leaves is told of', async () => {
  let answer: (value: unknown) => void = () => undefined;
  const answered = new Promise((resolve) => (answer = resolve));
  const request = vi.fn<(name: string) => Promise<unknown>>().mockReturnValue(answered);
  const consult = new Consult({ request: request as never }, CALL);
  consult.follow(VIEW);
  const swapping = consult.swap('customer');
  await consult.end();
  expect(request.mock.calls.map(([name]) => name)).toEqual(['consult.swap']);
  answer({ ok: true, value: {} });
  await swapping;
  consult.follow(undefined);
  expect(consult.news).toEqual({ kind: 'left', name: 'Billie' });
});

it('[CONSULT-3] who goes back by themselves is told nothing', async () => {
  const consult = new Consult({ request: vi.fn().mockResolvedValue({ ok: true, value: {} }) }, CALL);
  consult.follow(VIEW);
  await consult.end();
  consult.follow(undefined);
  expect(consult.news).toBeUndefined();
});
