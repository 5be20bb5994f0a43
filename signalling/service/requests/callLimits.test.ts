// One network that calls and calls, and everybody else.
import { expect, it } from 'vitest';
import { plainRules } from '../../adapters/settings/configFile.ts';
import { createMemoryStore } from '../../adapters/store/memoryStore.ts';
import { createManualClock } from '../../adapters/clock/manualClock.ts';
import { queueIdSchema } from '../../protocol/index.ts';
import { createBench } from '../../testing/serviceBench.ts';
import { testQueue, testQueues } from '../../testing/switchboardBench.ts';

const startOf = (requestId: string) => ({
  requestId,
  customerName: 'Zoé',
  topicId: queueIdSchema.parse('cards'),
  media: 'video' as const,
  language: 'en' as const,
});

/** The bounds by themselves: no work is asked for. */
async function benchWith(changes: Parameters<typeof testQueue>[1]) {
  const rules = plainRules(testQueues(testQueue('cards', { maxWaiting: 200, ...changes }), testQueue('loans')));
  const bench = await createBench(createMemoryStore(), createManualClock(), rules);
  const { policies } = bench.service;
  policies.current = { ...policies.current, work: { ...policies.current.work, mostBits: 0 } };
  return bench;
}

it('[GUARD-5] leaves room in the line when one network calls and calls', async () => {
  const bench = await benchWith({});
  const bots = [];
  const results = new Map<string, number>();
  for (let count = 0; count < 70; count += 1) {
    const bot = await bench.connect('customer', '203.0.113.9');
    bots.push(bot);
    const result = await bot.tries('call.start', startOf(`bot-${count}`));
    results.set(result, (results.get(result) ?? 0) + 1);
  }
  expect(results).toEqual(
    new Map([
      ['ok', 50],
      ['tooManyRequests', 20],
    ]),
  );
  const real = await bench.connect('customer', '198.51.100.1');
  expect(await real.tries('call.start', startOf('real'))).toBe('ok');
  // The same start, sent again, is the same call.
  expect(await bots[0]?.tries('call.start', startOf('bot-0'))).toBe('ok');
  // A call that is over makes room for another.
  await bots[0]?.does('call.leaveLine', {});
  expect(await bots[0]?.tries('call.start', startOf('bot-again'))).toBe('ok');
});

it('[GUARD-5] takes as many calls of a network as the settings say, from when they are taken up on', async () => {
  const bench = await benchWith({});
  const { policies } = bench.service;
  const results = async (prefix: string, calls: number) => {
    const said = [];
    for (let count = 0; count < calls; count += 1) {
      const caller = await bench.connect('customer', '203.0.113.9');
      said.push(await caller.tries('call.start', startOf(`${prefix}-${count}`)));
    }
    return said;
  };
  policies.current = { ...policies.current, callsOfNetwork: { perMinute: 60, atOnce: 2 } };
  expect(await results('few', 3)).toEqual(['ok', 'ok', 'tooManyRequests']);
  policies.current = { ...policies.current, callsOfNetwork: { perMinute: 1, atOnce: 10 } };
  expect(await results('slow', 2)).toEqual(['ok', 'tooManyRequests']);
  policies.current = { ...policies.current, callsOfNetwork: { perMinute: 200, atOnce: 100 } };
  expect(await results('many', 70)).toEqual(Array.from({ length: 70 }, () => 'ok'));
});

it('[GUARD-5] tells that the line is full when a queue has taken its calls of a minute, and leaves others open', async () => {
  const bench = await benchWith({ maxCallsPerMinute: 3 });
  const results = [];
  for (let count = 0; count < 5; count += 1) {
    const bot = await bench.connect('customer', `203.0.113.${count}`);
    results.push(await bot.tries('call.start', startOf(`bot-${count}`)));
  }
  expect(results).toEqual(['ok', 'ok', 'ok', 'lineFull', 'lineFull']);
  const real = await bench.connect('customer', '203.0.113.3');
  const elsewhere = { ...startOf('real'), topicId: queueIdSchema.parse('loans') };
  expect(await real.tries('call.start', elsewhere)).toBe('ok');
});

it('[GUARD-5] does not count a call that never came about', async () => {
  const bench = await benchWith({ maxWaiting: 1 });
  await (await bench.connect('customer', '198.51.100.1')).does('call.start', startOf('first'));
  for (let count = 0; count < 55; count += 1) {
    const late = await bench.connect('customer', '203.0.113.9');
    expect(await late.tries('call.start', startOf(`late-${count}`))).toBe('lineFull');
  }
  const elsewhere = { ...startOf('real'), topicId: queueIdSchema.parse('loans') };
  expect(await (await bench.connect('customer', '203.0.113.9')).tries('call.start', elsewhere)).toBe('ok');
});
