// Hostile frames over hostile connections, so many as are wanted, with an account of how each was met.
import { helloAs } from '../serviceBench.ts';
import type { SeededRandom } from '../seededRandom.ts';
import { HostileClient } from './hostileClient.ts';
import { createHostileFrames } from './hostileFrames.ts';
import type { RecordedCall } from './realCall.ts';

const FRAMES_A_CONNECTION = 100;

/** Sends so many frames over as many connections as it takes, a few at a time. */
export class Assault {
  readonly violations: string[] = [];
  readonly results = new Map<string, number>();
  sent = 0;
  readonly #port: number;
  readonly #random: SeededRandom;
  readonly #recorded: RecordedCall;
  readonly #makeFrame: ReturnType<typeof createHostileFrames>;

  constructor(port: number, random: SeededRandom, recorded: RecordedCall) {
    this.#port = port;
    this.#random = random;
    this.#recorded = recorded;
    const { callId, offerId, callToken, sessionToken } = recorded;
    this.#makeFrame = createHostileFrames(random, {
      callId: [callId],
      offerId: [offerId, `${callId}_2`],
      callToken: [callToken],
      sessionToken: [sessionToken],
      topicId: ['cards', 'loans', 'nothing'],
      reasonId: ['other'],
      generation: [1, 2, 3],
      protocolVersion: [1],
      password: ['demo', 'guess'],
    });
  }

  async send(frames: number): Promise<void> {
    const goal = this.sent + frames;
    const several = Array.from({ length: 4 }, async () => {
      while (this.sent < goal) await this.#connection(goal);
    });
    await Promise.all(several);
  }

  async #connection(goal: number): Promise<void> {
    const client = new HostileClient(this.#port, '203.0.113.66');
    await client.opened();
    this.#introduce(client);
    const replay = this.#random.percent(25) ? this.#replayed() : null;
    const isFlood = this.#random.percent(5);
    const count = Math.min(isFlood ? 4 * FRAMES_A_CONNECTION : FRAMES_A_CONNECTION, goal - this.sent);
    for (let index = 0; index < count && client.isOpen; index += 1) {
      const again = replay?.[index];
      client.send(again === undefined ? this.#makeFrame(index + 10) : { data: again, isBinary: false });
      this.sent += 1;
      if (!isFlood && index % 8 === 7) await client.settled();
    }
    await client.settled();
    await client.leave();
    this.violations.push(...client.violations);
    for (const [name, count] of client.results) this.results.set(name, (this.results.get(name) ?? 0) + count);
  }

  /** Most say hello as they should; some take up the session or call of somebody else whose token they have. */
  #introduce(client: HostileClient): void {
    const party = this.#random.percent(50) ? 'agent' : 'customer';
    if (this.#random.percent(90)) client.ask(1, 'session.hello', helloAs(party));
    if (!this.#random.percent(60)) return;
    const { sessionToken, callToken } = this.#recorded;
    if (party === 'agent') client.ask(2, 'agent.resume', { sessionToken });
    else if (this.#random.percent(30)) client.ask(2, 'call.resume', { callToken });
    else client.ask(2, 'call.start', this.#startOf());
  }

  #startOf(): unknown {
    const requestId = `hostile-${this.#random.between(1, 1_000_000)}`;
    return { requestId, customerName: 'Mallory', topicId: 'cards', media: 'voice', language: 'en' };
  }

  /** Frames of a real call, of both sides, in another order and some of them twice. */
  #replayed(): readonly string[] {
    const { agentFrames, customerFrames } = this.#recorded;
    const frames = this.#random.pick([agentFrames, customerFrames, [...agentFrames, ...customerFrames]]);
    const order = frames.map((frame) => ({ frame, at: this.#random.fraction() })).sort((a, b) => a.at - b.at);
    const shuffled = this.#random.percent(70) ? order.map(({ frame }) => frame) : frames;
    return [...shuffled, ...shuffled.slice(0, 5)];
  }
}
