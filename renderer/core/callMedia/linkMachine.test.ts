// A link's machine by itself: its edges, and what holds whatever happens in whatever order.
import fc from 'fast-check';
import { expect, it } from 'vitest';
import {
  LINK_TABLE,
  NO_LINK,
  stepLink,
  type LinkContext,
  type LinkEffect,
  type LinkEvent,
  type LinkTimer,
} from './linkMachine.ts';

it('[MEDIA-7] has these edges and no others', () => {
  const edges = Object.entries(LINK_TABLE).map(([phase, taken]) => `${phase}: ${Object.keys(taken).sort().join(' ')}`);
  expect(edges).toEqual([
    'idle: begun closed prepared',
    'prepared: begun closed',
    'connecting: begun closed ended expiryDue flowing renewalDue unreached',
    'flowing: begun closed ended expiryDue flowing renewalDue retireDue silent unreached',
    'reconnecting: begun closed ended expiryDue flowing renewalDue retireDue silent unreached',
    'closed: ',
  ]);
});

/** What the page does about a link, without its media: links that are open, timers that run, an answer that is awaited. */
class Player {
  context: LinkContext = NO_LINK;
  atMs = 0;
  readonly open = new Set<number>();
  readonly timers = new Map<LinkTimer, number>();
  asked: number | undefined;

  take(event: LinkEvent extends infer E ? (E extends LinkEvent ? Omit<E, 'atMs'> : never) : never): void {
    const { context, effects } = stepLink(this.context, { ...event, atMs: this.atMs });
    this.context = context;
    for (const effect of effects) {
      if (effect.type === 'build') this.open.add(effect.generation);
      if (effect.type === 'drop') this.open.delete(effect.generation);
      if (effect.type === 'startTimer') this.timers.set(effect.timer, this.atMs + effect.afterMs);
      if (effect.type === 'stopTimer') this.timers.delete(effect.timer);
      if (effect.type === 'ask') this.asked = effect.generation;
    }
  }

  wait(ms: number): void {
    this.atMs += ms;
    for (const [timer, dueMs] of [...this.timers]) {
      if (dueMs > this.atMs) continue;
      this.timers.delete(timer);
      this.take({ type: ({ renewal: 'renewalDue', retire: 'retireDue', expiry: 'expiryDue' } as const)[timer] });
    }
  }
}

const ACTS: readonly ((player: Player, chance: number) => void)[] = [
  (player) => player.take({ type: 'prepared', generation: 1 }),
  (player, chance) =>
    player.take({
      type: 'begun',
      generation: player.context.newest + 1 - (chance % 2),
      expiresInMs: chance % 3 === 0 ? 60_000 : undefined,
    }),
  ...(['flowing', 'silent', 'ended'] as const).map((type) => (player: Player, chance: number): void => {
    player.take({ type, generation: Math.max(1, player.context.newest - (chance % 3)) });
  }),
  (player, chance) => player.wait([10, 400, 1_500, 9_000][chance % 4] ?? 0),
  (player, chance) => {
    const { asked } = player;
    if (asked === undefined) return;
    player.asked = undefined;
    if (chance % 2 === 0) player.take({ type: 'unreached', generation: asked });
    else player.take({ type: 'begun', generation: Math.max(asked + 1, player.context.newest), expiresInMs: undefined });
  },
];

it('[MEDIA-7][MEDIA-11] leaves no link open that nobody needs, and never stands still without media', () => {
  const steps = fc.array(fc.tuple(fc.nat(ACTS.length - 1), fc.nat(100)), { minLength: 5, maxLength: 60 });
  fc.assert(
    fc.property(steps, (walk) => {
      const player = new Player();
      for (const [act, chance] of walk) {
        ACTS[act]?.(player, chance);
        const { phase, current, next, retiring } = player.context;
        expect([...player.open].sort()).toEqual([current, next, retiring].filter((one) => one !== null).sort());
        const isAtWork = player.timers.has('renewal') || player.asked !== undefined;
        if (phase === 'connecting' || phase === 'reconnecting') expect(isAtWork).toBe(true);
        // Whoever loses the link that carries the call meets another that is looked after.
        if (phase === 'flowing' && next !== null) expect(isAtWork).toBe(true);
        expect(phase === 'flowing').toBe(current !== null && player.context.lostAtMs === null);
      }
      player.take({ type: 'closed' });
      expect([player.open.size, player.timers.size, player.context.phase]).toEqual([0, 0, 'closed']);
    }),
    { numRuns: 500, seed: 20_261_129 },
  );
});

it('[MEDIA-12] the next generation is asked for until it begins, also where the server was not reached in that moment', () => {
  let context = NO_LINK;
  const take = (event: LinkEvent): readonly LinkEffect[] => {
    const step = stepLink(context, event);
    context = step.context;
    return step.effects;
  };
  const [asks, again] = [
    { type: 'ask', generation: 1 },
    { type: 'startTimer', timer: 'renewal' },
  ] as const;
  take({ type: 'begun', generation: 1, atMs: 0, expiresInMs: 3_600_000 });
  take({ type: 'flowing', generation: 1, atMs: 100 });
  expect(take({ type: 'expiryDue', atMs: 3_540_000 })).toContainEqual(asks);
  for (let atMs = 3_541_000; atMs < 3_545_000; atMs += 1000) {
    expect(take({ type: 'unreached', generation: 1, atMs })).toMatchObject([again]);
    // What flows meanwhile does not take the question back.
    expect(take({ type: 'flowing', generation: 1, atMs })).toEqual([]);
    expect(take({ type: 'renewalDue', atMs: atMs + 900 })).toContainEqual(asks);
  }
  take({ type: 'begun', generation: 2, atMs: 3_546_000, expiresInMs: 3_600_000 });
  expect(take({ type: 'flowing', generation: 2, atMs: 3_546_200 })).toContainEqual({
    type: 'stopTimer',
    timer: 'renewal',
  });
  expect(take({ type: 'renewalDue', atMs: 3_566_000 })).toEqual([]);
});
