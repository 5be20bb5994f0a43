// Misfortune after misfortune at one real server, while callers come and go and an agent talks. Tells what was lost.
import { startChildServer, type ChildServer } from '../childServer.ts';
import { auditStore, type Audit } from '../kills/auditStore.ts';
import { Ledger } from '../kills/ledger.ts';
import { createSeededRandom, type SeededRandom } from '../seededRandom.ts';
import { comeAndGo, comeBack, leave, type LineCall } from './line.ts';
import { misfortunesAt } from './misfortunes.ts';
import { Place } from './place.ts';
import { Talks, type TalkCounts } from './talks.ts';

export type WalkReport = {
  /** How often each took place. */
  readonly befell: ReadonlyMap<string, number>;
  readonly line: Readonly<Record<LineCall['state'], number>>;
  readonly talks: TalkCounts;
  /** Of all calls that were acknowledged: where the store has them in the end. */
  readonly kept: Audit;
  /** What was lost, or left open that is over; a sentence each. */
  readonly violations: readonly string[];
};

export async function walkThroughMisfortunes(
  rounds: number,
  seed: number,
  tell: (round: number, name: string) => void = () => undefined,
): Promise<WalkReport> {
  const random = createSeededRandom(seed);
  const place = new Place();
  const ledger = new Ledger();
  let server: ChildServer | undefined;
  let talks: Talks | undefined;
  try {
    server = await startChildServer({ VISAVIS_DATA_DIR: place.disk, VISAVIS_CONFIG: place.settings });
    const world = { port: server.port, ledger, random: createSeededRandom(seed + 1) };
    talks = new Talks(world, createSeededRandom(seed + 2));
    await talks.begin();
    const befell = new Map<string, number>();
    const line = await goThrough({ server, place, ledger, talks, random }, rounds, (round, name) => {
      befell.set(name, (befell.get(name) ?? 0) + 1);
      tell(round, name);
    });
    await talks.end();
    await server.kill();
    const kept = await auditStore(place.disk, ledger);
    const count = (state: LineCall['state']): number => line.filter((call) => call.state === state).length;
    const counts = { inLine: count('inLine'), leaving: count('leaving'), left: count('left') };
    return { befell, line: counts, talks: talks.counts, kept, violations: ledger.violations };
  } finally {
    talks?.stop();
    await server?.dispose();
    place.dispose();
  }
}

type Walk = {
  readonly server: ChildServer;
  readonly place: Place;
  readonly ledger: Ledger;
  readonly talks: Talks;
  readonly random: SeededRandom;
};

async function goThrough(
  { server, place, ledger, talks, random }: Walk,
  rounds: number,
  tell: (round: number, name: string) => void,
): Promise<readonly LineCall[]> {
  const misfortunes = misfortunesAt(place);
  const draw = drawFrom([...misfortunes.keys()], random);
  const known: LineCall[] = [];
  let lately: readonly LineCall[] = [];
  for (let round = 0; round < rounds; round += 1) {
    const name = draw();
    const numbers = [0, 1, 2].map((index) => round * 3 + index);
    const coming = Promise.all(numbers.map((number) => comeAndGo(server, ledger, number, random.percent(50))));
    const hangUp = talks.hangUpPerhaps();
    // In the middle of it, or after it.
    await (random.percent(50) ? coming : new Promise((resolve) => setTimeout(resolve, random.between(0, 30))));
    await misfortunes.get(name)?.(server, place);
    const came = (await coming).filter((call) => call !== null);
    known.push(...came);
    for (const call of came) await comeBack(server, ledger, call);
    await talks.settle(name, await hangUp);
    // Who has been in line for two misfortunes leaves.
    for (const call of lately) {
      const client = await comeBack(server, ledger, call);
      if (client.socket.readyState === client.socket.OPEN) await leave(client, call);
      client.socket.terminate();
    }
    lately = came.filter(({ state }) => state !== 'left');
    tell(round, name);
  }
  for (const call of known) (await comeBack(server, ledger, call)).socket.terminate();
  return known;
}

/** All of them once in an order of its own, then again. */
function drawFrom(names: readonly string[], random: SeededRandom): () => string {
  let bag: string[] = [];
  return () => {
    if (bag.length === 0) bag = [...names];
    const [drawn = ''] = bag.splice(random.between(0, bag.length - 1), 1);
    return drawn;
  };
}
