// Which keys leave the customer's page: those that the service names for the check that is under way, and no others.
import { expect, it } from 'vitest';
import { fail, ok, type RequestResult } from '../../../../signalling/protocol/index.ts';
import type { Answer, SignallingClient } from '../../../core/signallingClient/signallingClient.ts';
import { maySendKey } from './maySendKey.ts';

type Wanted = RequestResult<'identity.wantedKeys'>;
const UNREACHABLE: Answer<Wanted> = { ok: false, problem: { code: 'unreachable' } };

function clientThat(...answers: readonly Answer<Wanted>[]) {
  let asked = 0;
  const client = {
    state: 'open',
    onState: () => () => undefined,
    request: () => {
      asked += 1;
      return Promise.resolve(answers[asked - 1] ?? UNREACHABLE);
    },
  } as unknown as Pick<SignallingClient, 'request' | 'state' | 'onState'>;
  return { client, asked: () => asked };
}
const named = (check: Wanted['check']): Answer<Wanted> => ok({ check });
const stillAsked = (): boolean => true;

it.each([
  ['the one that is verified', { purpose: 'verify', templateId: 't1' }, { kind: 'verify', templateIds: ['t1'] }, true],
  ['both of an enrolment', { purpose: 'enrol', templateId: 't2' }, { kind: 'enrol', templateIds: ['t1', 't2'] }, true],
  ['another one', { purpose: 'verify', templateId: 't9' }, { kind: 'verify', templateIds: ['t1'] }, false],
  [
    'one of a check that they were not asked for',
    { purpose: 'verify', templateId: 't1' },
    { kind: 'enrol', templateIds: ['t1'] },
    false,
  ],
  ['one without a check', { purpose: 'verify', templateId: 't1' }, null, false],
] as const)('[IDENTITY-55] %s', async (_, wanted, check, isSent) => {
  const said = check && { ...check, templateIds: [...check.templateIds] };
  expect(await maySendKey(clientThat(named(said)).client, wanted, stillAsked)).toBe(isSent);
});

it('[IDENTITY-55] a service of before names none: then what was asked bounds what is lent', async () => {
  const wanted = { purpose: 'verify', templateId: 't1' } as const;
  expect(await maySendKey(clientThat(fail('unknownRequest')).client, wanted, stillAsked)).toBe(true);
  expect(await maySendKey(clientThat(fail('callNotFound')).client, wanted, stillAsked)).toBe(false);
});

it('[IDENTITY-55] while the service is away nothing is lent, nor once the question is over', async () => {
  const wanted = { purpose: 'verify', templateId: 't1' } as const;
  const yes = named({ kind: 'verify', templateIds: ['t1'] });
  expect(await maySendKey(clientThat(UNREACHABLE, yes).client, wanted, stillAsked)).toBe(true);
  const away = clientThat();
  expect(await maySendKey(away.client, wanted, stillAsked)).toBe(false);
  expect(away.asked()).toBe(3);
  for (const answer of [yes, fail('unknownRequest')]) {
    let looks = 0;
    const over = clientThat(answer);
    expect(await maySendKey(over.client, wanted, () => (looks += 1) < 2)).toBe(false);
    expect(over.asked()).toBe(1);
  }
});
