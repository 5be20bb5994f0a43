// The wallboard as it was last read, read again while it is looked at. Knows the client; draws nothing.
import type { AgentId, Board, ChosenIntent, RoomsHealth, StoreHealth } from '../../../signalling/protocol/index.ts';
import type { SignallingClient } from '../../core/signallingClient/signallingClient.ts';

const READ_EVERY_MS = 1_000;

export class Wallboard {
  readonly #client: SignallingClient;
  #board = $state.raw<Board>();
  #health = $state<StoreHealth>('ok');
  #rooms = $state<RoomsHealth>();

  constructor(client: SignallingClient) {
    this.#client = client;
  }

  /** Undefined until it has been read once. */
  get board(): Board | undefined {
    return this.#board;
  }

  /** Whether what is done can be saved; an older server does not say. */
  get health(): StoreHealth {
    return this.#health;
  }

  /** Whether there is anything for calls of more than two; undefined: a server of before does not say. */
  get rooms(): RoomsHealth | undefined {
    return this.#rooms;
  }

  /** Reads now and every second; returns the way to stop. A server that is away leaves the last figures standing. */
  watch(): () => void {
    let stopped = false;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const read = async (): Promise<void> => {
      await this.#read();
      if (!stopped) timer = setTimeout(() => void read(), READ_EVERY_MS);
    };
    void read();
    return () => {
      stopped = true;
      clearTimeout(timer);
    };
  }

  async setIntent(agentId: AgentId, intent: ChosenIntent): Promise<boolean> {
    const answer = await this.#client.request('board.setIntent', { agentId, intent });
    await this.#read();
    return answer.ok;
  }

  /** After something was done that the board shows. */
  async refresh(): Promise<void> {
    await this.#read();
  }

  async #read(): Promise<void> {
    const [answer, health] = await Promise.all([
      this.#client.request('board.read', {}),
      this.#client.request('board.health', {}),
    ]);
    if (answer.ok) this.#board = answer.value;
    if (!health.ok) return;
    this.#health = health.value.store;
    this.#rooms = health.value.rooms;
  }
}
