// Calling while too many call.
import { expect, it } from 'vitest';
import type { DoneWork, ProblemCode, RequestResult } from '../../../signalling/protocol/index.ts';
import { joinLine } from './joinLine.ts';

type Asked = RequestResult<'lobby.work'>;
const asks = (challenge: string): Asked => ({ work: { challenge, bits: 7 } });
const TAKEN = { callToken: 'token' } as RequestResult<'call.start'>;

/** `good`: with which challenge the call is taken; undefined: with none. @returns what was done, and how it ended */
async function join(challenges: readonly Asked[], good: string | undefined, gaveUpOn: readonly string[] = []) {
  const done: string[] = [];
  const asked = [...challenges];
  const takes = (work?: DoneWork): boolean => (work ? work.challenge === good : good === 'none' && asked.length === 0);
  const refusal: ProblemCode = 'tooManyRequests';
  const answer = await joinLine({
    start: (work) => {
      done.push(`start ${work?.challenge ?? 'plainly'}`);
      const refused = { ok: false, problem: { code: refusal, message: '', retryable: true } } as const;
      return Promise.resolve(takes(work) ? { ok: true, value: TAKEN } : refused);
    },
    askWork: () => Promise.resolve({ ok: true, value: asked.shift() ?? {} }),
    doWork: (challenge) => Promise.resolve(gaveUpOn.includes(challenge) ? undefined : { challenge, numbers: [] }),
    onWorking: (working) => void done.push(working ? 'works' : 'rests'),
  });
  return { done, result: answer.ok ? 'ok' : answer.problem.code };
}

it('[WORK-3] a challenge that has gone stale is replaced once, without another press', async () => {
  expect(await join([asks('stale'), asks('fresh')], 'fresh')).toEqual({
    done: ['start plainly', 'works', 'rests', 'start stale', 'works', 'rests', 'start fresh'],
    result: 'ok',
  });
  const never = await join([asks('one'), asks('two'), asks('three')], 'three');
  expect(never.result).toBe('tooManyRequests');
  expect(never.done).not.toContain('start three');
});

it('[WORK-3] so it is after giving up, as a page that was frozen does', async () => {
  expect(await join([asks('frozen'), asks('thawed')], 'thawed', ['frozen'])).toEqual({
    done: ['start plainly', 'works', 'rests', 'works', 'rests', 'start thawed'],
    result: 'ok',
  });
  expect((await join([asks('a'), asks('b')], 'c', ['a', 'b'])).result).toBe('tooManyRequests');
});

it('[WORK-3] no work asked for: refused at once when the network has had its calls, taken when the rush is over', async () => {
  expect(await join([{}], undefined)).toEqual({ done: ['start plainly'], result: 'tooManyRequests' });
  expect((await join([asks('stale'), {}], 'none')).done.at(-1)).toBe('start plainly');
  expect((await join([asks('stale'), {}], 'none')).result).toBe('ok');
});
