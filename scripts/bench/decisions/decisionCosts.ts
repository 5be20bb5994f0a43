// What the runner needs for an event on a busy floor, from the command to the last notice given to the bus. The store is in memory.
import { systemClock } from '../../../signalling/adapters/clock/systemClock.ts';
import { createMemoryStore } from '../../../signalling/adapters/store/memoryStore.ts';
import { Runner, type Command } from '../../../signalling/service/runner/runner.ts';
import type { Log } from '../../../signalling/service/ports/log.ts';
import type { Meter } from '../../../signalling/service/ports/meter.ts';
import { pause } from '../measure/progress.ts';
import { arriving, buildBusyFloor, type BusyFloor, type Size } from './busyFloor.ts';

const nothing = (): void => undefined;
const NO_LOG: Log = { debug: nothing, info: nothing, warn: nothing, error: nothing, with: () => NO_LOG };
const NO_METER: Meter = {
  requestAnswered: nothing,
  fieldsLeftOut: nothing,
  offerEnded: nothing,
  callEnded: nothing,
  shieldEnded: nothing,
};
const MIXED_PER_SECOND = 50;
/** What is told once a second has been told by then. */
const LAST_TOLD_MS = 1500;

/** Each a time in milliseconds for each round. */
export type DecisionCosts = {
  readonly arrivals: readonly number[];
  readonly leaving: readonly number[];
  readonly trivial: readonly number[];
  readonly taken: readonly number[];
  /** Told with the arrival itself. */
  readonly noticesAtOnce: number;
  /** Told in all, for each of fifty arrivals in a second. */
  readonly noticesInAll: number;
};

export async function measureDecisionCosts(size: Size, rounds: number): Promise<DecisionCosts> {
  const floor = buildBusyFloor(size);
  const bench = new FloorBench(floor);
  // Compiled first.
  await bench.rounds(Math.ceil(rounds / 2), 'warm');
  const costs = await bench.rounds(rounds, 'timed');
  const noticesInAll = await bench.noticesOfCrowd();
  await bench.runner.stop();
  return { ...costs, noticesInAll };
}

class FloorBench {
  readonly runner: Runner;
  readonly #talking: BusyFloor['talking'];
  #notices = 0;

  constructor({ state, talking }: BusyFloor) {
    this.#talking = talking;
    this.runner = new Runner(state, {
      store: createMemoryStore(),
      bus: {
        publish: () => {
          this.#notices += 1;
        },
        subscribe: () => nothing,
      },
      clock: systemClock,
      log: NO_LOG,
      meter: NO_METER,
      mediaServersFor: () => ({ iceServers: [], relayOnly: false }),
    });
  }

  async rounds(count: number, name: string): Promise<Omit<DecisionCosts, 'noticesInAll'>> {
    const costs = { arrivals: [] as number[], leaving: [] as number[], trivial: [] as number[], taken: [] as number[] };
    let noticesAtOnce = 0;
    for (let round = 0; round < count; round += 1) {
      const call = arriving(`${name}-${round}`);
      const before = this.#notices;
      costs.arrivals.push(await this.#time({ type: 'customerCalled', call }));
      noticesAtOnce += this.#notices - before;
      costs.leaving.push(await this.#time({ type: 'customerLeftLine', callId: call.callId }));
      const { callId, agentId } = this.#talkingOf(round);
      costs.trivial.push(await this.#time({ type: 'holdChosen', callId, held: true }));
      costs.trivial.push(await this.#time({ type: 'holdChosen', callId, held: false }));
      await this.#takesNext(agentId, `${name}-next-${round}`, costs.taken);
    }
    return { ...costs, noticesAtOnce: noticesAtOnce / count };
  }

  async noticesOfCrowd(): Promise<number> {
    const before = this.#notices;
    for (let number = 0; number < MIXED_PER_SECOND; number += 1) {
      await this.#take({ type: 'customerCalled', call: arriving(`crowd-${number}`) });
      await pause(1000 / MIXED_PER_SECOND);
    }
    await pause(LAST_TOLD_MS);
    return (this.#notices - before) / MIXED_PER_SECOND;
  }

  /** An agent is done with a call and the first in line rings; another comes, so that the line stays as long as it was. */
  async #takesNext(agentId: BusyFloor['talking'][number]['agentId'], name: string, taken: number[]): Promise<void> {
    const callId = this.runner.state.agents.get(agentId)?.context.callId;
    if (callId === undefined || callId === null) throw new Error('who talks has a call');
    await this.#take({ type: 'hungUp', callId, by: 'customer' });
    taken.push(await this.#time({ type: 'wrapUpFinished', agentId, callId }));
    const offerId = this.runner.state.agents.get(agentId)?.context.offerId ?? null;
    if (offerId === null) throw new Error('the first in line rings');
    await this.#take({ type: 'offerAnswered', agentId, offerId, withVideo: true });
    await this.#take({ type: 'customerCalled', call: arriving(name) });
  }

  #talkingOf(round: number): BusyFloor['talking'][number] {
    const talking = this.#talking[round % this.#talking.length];
    if (talking === undefined) throw new Error('somebody talks');
    const { agentId } = talking;
    return { agentId, callId: this.runner.state.agents.get(agentId)?.context.callId ?? talking.callId };
  }

  async #time(command: Command): Promise<number> {
    const beganAtMs = performance.now();
    await this.#take(command);
    return performance.now() - beganAtMs;
  }

  async #take(command: Command): Promise<void> {
    const result = await this.runner.run(command);
    if (!result.ok) throw new Error(`${command.type} was refused: ${result.problem.code}`);
  }
}
