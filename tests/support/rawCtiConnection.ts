// A mail program reduced to what it says at the app's socket, for journeys and figures that are about the app.
import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import {
  ctiAnswerSchema,
  CTI_VERSION,
  type CtiAnswer,
  type CtiMessage,
  type HeldCause,
} from '../../electron/contract/cti.ts';
import { until } from './desktop.ts';

const PING_MS = 2_000;

export class RawCtiConnection {
  readonly #socket: Socket;
  readonly #heard: CtiAnswer[] = [];

  private constructor(socket: Socket) {
    this.#socket = socket;
    createInterface({ input: socket }).on('line', (line) => {
      this.#heard.push(ctiAnswerSchema.parse(JSON.parse(line)));
    });
    // As mail programs do: who is silent for 15 s is taken for gone.
    const pings = setInterval(() => this.say({ type: 'ping' }), PING_MS);
    // An app that ends hangs up in the middle of a word: what follows it is `close`.
    socket.on('error', () => undefined);
    socket.on('close', () => clearInterval(pings));
  }

  /** Joins the app whose `VISAVIS_CTI_DIR` is `folder`, as soon as it listens. */
  static async open(folder: string, instance = 'journey'): Promise<RawCtiConnection> {
    const socket = await firstConnection(join(folder, 'cti.sock'));
    const connection = new RawCtiConnection(socket);
    connection.say({ type: 'hello', v: CTI_VERSION, client: 'thunderbird', instance, version: '1.0.0' });
    await until('the mail program is welcome', () => connection.#heard.some(({ type }) => type === 'welcome'));
    return connection;
  }

  say(message: CtiMessage): void {
    this.#socket.write(`${JSON.stringify(message)}\n`);
  }

  /** Waits until the last thing heard about calls is this, and for this reason. */
  async hears(callsHeld: boolean, cause?: HeldCause): Promise<void> {
    await until(`the mail program hears callsHeld ${String(callsHeld)} ${cause ?? ''}`, () => {
      const state = this.#heard.findLast((answer) => answer.type === 'state');
      return state?.callsHeld === callsHeld && (cause === undefined || state.cause === cause);
    });
  }

  /** Goes away without a word, as a killed program does. */
  async vanish(): Promise<void> {
    const closed = once(this.#socket, 'close');
    this.#socket.destroy();
    await closed;
  }
}

async function firstConnection(address: string): Promise<Socket> {
  let found: Socket | undefined;
  await until(`the app listens at ${address}`, async () => {
    const socket = connect(address);
    try {
      await once(socket, 'connect');
      found = socket;
      return true;
    } catch {
      return false;
    }
  });
  if (found === undefined) throw new Error('no connection');
  return found;
}
