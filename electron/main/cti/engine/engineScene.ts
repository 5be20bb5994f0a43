// For tests: the engine with a clock that they turn, a connection for each name, and what the page was told.
import type { CtiAnswer } from '../../../contract/cti.ts';
import type { HostNotice, HostNoticePayload } from '../../../contract/index.ts';
import { createReplyEngine, type CtiConnection, type ReplyEngine } from './createReplyEngine.ts';
import type { DecisionMemory } from './decisions.ts';
import type { DraftMessage } from './replyBook.ts';
import { DEFAULT_REPLY_POLICY as policy } from './replyPolicy.ts';

const QUIET = { debug: () => undefined, info: () => undefined, warn: () => undefined, error: () => undefined };

export type Scene = {
  engine: ReplyEngine;
  told: string[];
  /** Turns the clock, firing each timer at its moment. */
  pass: (ms: number) => void;
  join: (instance?: string) => CtiConnection & { answers: CtiAnswer[]; isClosed: () => boolean };
};

/** @param memory what an earlier run has left, and where this one leaves its own */
export function scene(memory?: DecisionMemory): Scene {
  let nowMs = 0;
  let timer: { atMs: number; onDue: () => void } | undefined;
  const told: string[] = [];
  const engine = createReplyEngine({
    policy,
    run: 'r',
    ...(memory === undefined ? {} : { memory }),
    log: QUIET,
    clock: {
      nowMs: () => nowMs,
      startTimer: (delayMs, onDue) => {
        const mine = { atMs: nowMs + delayMs, onDue };
        timer = mine;
        return () => {
          if (timer === mine) timer = undefined;
        };
      },
    },
    notify: <N extends HostNotice>(name: N, payload: HostNoticePayload<N>) => {
      if ('activityId' in payload)
        told.push([name, payload.activityId, 'how' in payload ? payload.how : ''].join(' ').trim());
    },
  });
  return {
    engine,
    told,
    pass: (ms) => {
      const untilMs = nowMs + ms;
      while (timer !== undefined && timer.atMs <= untilMs) {
        const { atMs, onDue } = timer;
        timer = undefined;
        nowMs = Math.max(nowMs, atMs);
        onDue();
      }
      nowMs = untilMs;
    },
    join: (instance = 'a') => {
      const answers: CtiAnswer[] = [];
      let isClosed = false;
      const place = engine.join(
        { client: 'thunderbird', instance },
        { send: (answer) => answers.push(answer), close: () => (isClosed = true) },
      );
      return { ...place, answers, isClosed: () => isClosed };
    },
  };
}

export const begin = (id: string, kind: 'reply' | 'new' = 'reply'): DraftMessage => ({
  type: 'begin',
  id,
  mail: { kind },
});
export const end = (id: string): DraftMessage => ({ type: 'end', id, outcome: 'sent' });
