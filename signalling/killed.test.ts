// The real server killed fifty times at moments that nobody chose, while people call, answer, talk and hand on.
import { afterAll, expect, it, onTestFailed } from 'vitest';
import { startChildServer, type ChildServer } from './testing/childServer.ts';
import { auditStore } from './testing/kills/auditStore.ts';
import { Ledger } from './testing/kills/ledger.ts';
import { RestlessAgent, type World } from './testing/kills/restlessAgent.ts';
import { RestlessCustomer } from './testing/kills/restlessCustomer.ts';
import { createSeededRandom } from './testing/seededRandom.ts';

const SEED = Number(process.env['VISAVIS_SEED'] ?? 20_260_111);
const KILLS = 50;
const RESUME_GOAL_MS = 5000;

type Person = RestlessAgent | RestlessCustomer;
let server: ChildServer | undefined;
const people: Person[] = [];
afterAll(async () => {
  for (const person of people) person.stop();
  await server?.dispose();
});

async function until(condition: () => boolean, deadlineMs: number): Promise<boolean> {
  const endMs = performance.now() + deadlineMs;
  while (!condition() && performance.now() < endMs) await new Promise((resolve) => setTimeout(resolve, 5));
  return condition();
}

const hasEntered = ({ client }: Person): boolean => client.enteredAtMs !== null;

/** How long each took to come in again since `sinceMs`. Those who lost their way again meanwhile count from then. */
async function resumed(sinceMs: number): Promise<number[]> {
  const first = new Map<Person, number>();
  await until(() => {
    for (const person of people) {
      const { enteredAtMs } = person.client;
      if (enteredAtMs !== null && !first.has(person)) first.set(person, enteredAtMs - sinceMs);
    }
    return first.size === people.length;
  }, RESUME_GOAL_MS);
  return people.map((person) => first.get(person) ?? Infinity);
}

it(
  '[STORE-2][CALL-1][CALL-12][CALL-15][ROUTE-3][TRANSFER-5] loses nobody over fifty kills, keeps the order and rings nobody twice',
  // A minute where nothing else runs; a restart takes four times as long on a machine that is busy.
  { timeout: 400_000 },
  async () => {
    const running = await startChildServer({ VISAVIS_RING_TIMEOUT_MS: '3000' });
    server = running;
    const random = createSeededRandom(SEED);
    const ledger = new Ledger();
    const world: World = { port: running.port, random, ledger, isClosing: false };
    people.push(...['agent', 'agent2', 'supervisor'].map((userName) => new RestlessAgent(userName, world)));
    people.push(...Array.from({ length: 7 }, (_, index) => new RestlessCustomer(`customer-${index}`, world)));
    expect(await until(() => people.every(hasEntered), 20_000)).toBe(true);

    const waits: number[] = [];
    const restarts: number[] = [];
    onTestFailed(() => {
      const took = restarts.map(Math.round).join(', ');
      process.stderr.write(`run again with VISAVIS_SEED=${SEED}; restarts so far took ${took} ms\n`);
    });
    const met = { waiting: 0, ringing: 0, active: 0 };
    for (let kill = 0; kill < KILLS; kill += 1) {
      await new Promise((resolve) =>
        setTimeout(resolve, random.percent(15) ? random.between(0, 30) : random.between(30, 900)),
      );
      await running.kill();
      const audit = await auditStore(running.dataDir, ledger);
      for (const phase of ['waiting', 'ringing', 'active'] as const) met[phase] += audit[phase];
      const beganMs = performance.now();
      await running.restart();
      const backMs = performance.now();
      restarts.push(backMs - beganMs);
      waits.push(...(await resumed(backMs)));
      expect(ledger.violations).toEqual([]);
    }
    world.isClosing = true;
    const isOver = ({ isDone, isIdle }: { isDone?: boolean; isIdle?: boolean }): boolean => isDone ?? isIdle ?? false;
    expect(await until(() => people.every(isOver), 40_000)).toBe(true);
    for (const person of people) person.stop();
    expect(await running.stop()).toBe(0);

    expect(await auditStore(running.dataDir, ledger)).toEqual({
      ...{ waiting: 0, promised: 0, ringing: 0, active: 0 },
      ended: ledger.started.size,
    });
    expect(ledger.violations).toEqual([]);
    expect(running.complaints).toEqual([]);
    expect(people.flatMap(({ client }) => client.closeReasons)).toEqual([]);
    expect(Math.max(...waits)).toBeLessThan(RESUME_GOAL_MS);
    expect(Math.min(met.waiting, met.ringing, met.active)).toBeGreaterThan(KILLS / 2);
    expect(ledger.handOns).toBeGreaterThan(KILLS / 5);
    report(ledger, met, waits, restarts);
  },
);

function report(ledger: Ledger, met: Record<string, number>, waits: number[], restarts: number[]): void {
  const share = (list: number[], part: number): number =>
    Math.round([...list].sort((a, b) => a - b)[Math.floor((list.length - 1) * part)] ?? 0);
  const outcomes = new Map<string, number>();
  for (const { ending } of ledger.started.values()) {
    const outcome = ending?.outcome ?? 'none';
    outcomes.set(outcome, (outcomes.get(outcome) ?? 0) + 1);
  }
  process.stdout.write(
    `seed ${SEED}: ${KILLS} kills (met ${JSON.stringify(met)}), ${ledger.started.size} calls (${[...outcomes].map(([name, count]) => `${count} ${name}`).join(', ')}), ` +
      `${ledger.offersSeen} offers, ${ledger.handOns} handed on; server back in ${share(restarts, 0.5)} ms (longest ${share(restarts, 1)}), ` +
      `clients ${share(waits, 0.5)} ms after that (95 %: ${share(waits, 0.95)}, longest ${share(waits, 1)})\n`,
  );
}
