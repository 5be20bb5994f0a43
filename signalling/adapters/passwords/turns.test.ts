// Who is next, and who is refused.
import { expect, it } from 'vitest';
import { createTurns } from './turns.ts';

/** Work that is done when it is told to be. */
function createWork() {
  const begun: string[] = [];
  const ends: (() => void)[] = [];
  return {
    begun,
    named: (name: string) => () => {
      begun.push(name);
      return new Promise<string>((resolve) => ends.push(() => resolve(name)));
    },
    async endOne(): Promise<void> {
      ends.shift()?.();
      await new Promise((resolve) => setImmediate(resolve));
    },
  };
}

it('[GUARD-1] does one at a time, and lets networks take turns', async () => {
  const [work, turns] = [createWork(), createTurns(10)];
  const names = ['a1', 'a2', 'a3', 'b1', 'c1', 'b2'];
  const all = Promise.all(names.map((name) => turns.take(name.slice(0, 1), false, work.named(name))));
  expect(work.begun).toEqual(['a1']);
  for (let count = 0; count < names.length; count += 1) await work.endOne();
  expect(work.begun).toEqual(['a1', 'a2', 'b1', 'c1', 'a3', 'b2']);
  expect(await all).toEqual(names);
});

it('[GUARD-1] bounds what waits: who sends most loses what came last', async () => {
  const [work, turns] = [createWork(), createTurns(3)];
  const results = new Map<string, string | null>();
  const take = (name: string) =>
    void turns.take(name.slice(0, 1), false, work.named(name)).then((result) => results.set(name, result));
  for (const name of ['a1', 'a2', 'a3', 'a4', 'a5', 'b1', 'c1', 'd1']) take(name);
  await work.endOne();
  expect([...results].filter(([, result]) => result === null).map(([name]) => name)).toEqual(['a5', 'a4', 'a3', 'd1']);
  for (let count = 0; count < 4; count += 1) await work.endOne();
  expect(work.begun).toEqual(['a1', 'a2', 'b1', 'c1']);
});

it('[GUARD-1] takes whoever is known before all strangers, who lose their places to them', async () => {
  const [work, turns] = [createWork(), createTurns(2)];
  const refused: string[] = [];
  const take = (name: string, isKnown: boolean) =>
    void turns.take(name.slice(0, 1), isKnown, work.named(name)).then((result) => {
      if (result === null) refused.push(name);
    });
  for (const name of ['a1', 'b1', 'c1']) take(name, false);
  for (const name of ['k1', 'l1', 'k2']) take(name, true);
  for (let count = 0; count < 3; count += 1) await work.endOne();
  expect(work.begun).toEqual(['a1', 'k1', 'l1']);
  expect(refused).toEqual(['c1', 'b1', 'k2']);
});

it('[GUARD-1] takes whoever is known before strangers who came first', async () => {
  const [work, turns] = [createWork(), createTurns(10)];
  for (const name of ['a1', 'b1', 'c1']) void turns.take(name.slice(0, 1), false, work.named(name));
  void turns.take('k', true, work.named('k1'));
  for (let count = 0; count < 4; count += 1) await work.endOne();
  expect(work.begun).toEqual(['a1', 'k1', 'b1', 'c1']);
});

it('[GUARD-1] goes on after work that failed', async () => {
  const turns = createTurns(3);
  const failed = turns.take('a', false, () => Promise.reject(new Error('no')));
  const done = turns.take('a', false, () => Promise.resolve('done'));
  await expect(failed).rejects.toThrow('no');
  expect(await done).toBe('done');
});
