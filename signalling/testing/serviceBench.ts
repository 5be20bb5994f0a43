// The service with in-memory adapters and a clock that stands still, and people who speak to it without sockets.
import {
  CAPABILITIES,
  type AgentView,
  type CallId,
  type CloseName,
  type CustomerCall,
  type Notice,
  type NoticeName,
  type NoticePayload,
  type OfferId,
  type Params,
  type Party,
  type Problem,
  type Quality,
  type RequestName,
  type RequestResult,
} from '../protocol/index.ts';
import type { RoutingRules } from '../domain/queue/routingRules.ts';
import { createLocalBus } from '../adapters/bus/localBus.ts';
import { totpCodes } from '../adapters/codes/totpCodes.ts';
import { createManualClock, type ManualClock } from '../adapters/clock/manualClock.ts';
import { createScryptPasswords } from '../adapters/passwords/scryptPasswords.ts';
import { createMemoryStore } from '../adapters/store/memoryStore.ts';
import { createMemoryThrottle } from '../adapters/throttle/memoryThrottle.ts';
import { createHashWork } from '../adapters/work/hashWork.ts';
import { randomTokens } from '../adapters/tokens/randomTokens.ts';
import { createMediaServersFor } from '../adapters/turn/turnCredentials.ts';
import { addDemoAccounts } from '../adapters/demo/demoAccounts.ts';
import { createService } from '../service/createService.ts';
import type { Meter } from '../service/ports/meter.ts';
import type { Store } from '../service/ports/store.ts';
import type { Service } from '../service/service.ts';
import { createConnectionHandler, type ConnectionHandler } from '../service/session/connectionHandler.ts';
import { createFakeBridge, type FakeBridge } from './fakeBridge.ts';
import { createRecordingLog, type RecordingLog } from './recordingLog.ts';
import { testQueue, testQueues } from './switchboardBench.ts';

/** Cheap on purpose; what it costs in earnest is the adapter's matter. */
export const QUICK_PASSWORDS = createScryptPasswords({ N: 2, r: 1, p: 1 });
const TURN = {
  stunUrls: [],
  turnUrls: ['turn:media.example:3478'],
  turnSecret: 'a secret of the relay',
  credentialSeconds: 3600,
  relayOnly: false,
};

export const GOOD_QUALITY: Quality = {
  mosX100: 420,
  roundTripMs: 40,
  lossPermille: 2,
  jitterMs: 6,
  framesPerSecond: 30,
  recoveries: 0,
  reconnectMs: 0,
  relayed: false,
  samples: 15,
};

export type Bench = {
  readonly service: Service;
  readonly store: Store;
  readonly clock: ManualClock;
  readonly log: RecordingLog;
  readonly counted: readonly string[];
  /** Rooms are to be had, without media. */
  readonly bridge: FakeBridge;
  connect(party: Party | null, address?: string): Promise<Person>;
  /** A signed-in agent who is available. */
  agent(userName?: string): Promise<Person>;
  /** The same, whose page knows no calls of more than two. */
  agentWithoutRooms(userName?: string): Promise<Person>;
  /** The same, whose page says all that pages of today can do. */
  agentOfToday(userName?: string): Promise<Person>;
  /** A page of today. */
  connectKnowing(party: Party): Promise<Person>;
  /** A customer in line, or already rung. */
  customer(name?: string): Promise<Person & { readonly callToken: string }>;
};

function countingMeter(counted: string[]): Meter {
  return {
    requestAnswered: (name, result) => counted.push(`${name} ${result}`),
    fieldsLeftOut: (name, count) => counted.push(`${name} left out ${count}`),
    offerEnded: (result) => counted.push(`offer ${result}`),
    shieldEnded: (how) => counted.push(`shield ${how}`),
    callEnded: (outcome) => counted.push(`call ${outcome}`),
  };
}

export async function createBench(
  store: Store = createMemoryStore(),
  clock: ManualClock = createManualClock(),
  rules?: RoutingRules,
): Promise<Bench> {
  const log = createRecordingLog();
  const counted: string[] = [];
  const bridge = createFakeBridge();
  await addDemoAccounts(store, QUICK_PASSWORDS);
  const service = await createService(
    {
      store,
      clock,
      log,
      meter: countingMeter(counted),
      bus: createLocalBus(),
      tokens: randomTokens,
      passwords: QUICK_PASSWORDS,
      codes: totpCodes,
      throttle: createMemoryThrottle(),
      callWork: createHashWork(),
      mediaServersFor: createMediaServersFor(TURN),
      mediaBridge: bridge,
    },
    {
      queues: rules?.queues ?? testQueues(testQueue('cards'), testQueue('loans')),
      ...(rules === undefined ? {} : { rules }),
      ...{ demo: true, heartbeatIntervalMs: 15_000 },
    },
  );

  async function connect(party: Party | null, address = '192.0.2.1'): Promise<Person> {
    const person = new Person(service, address);
    if (party !== null) await person.does('session.hello', helloAs(party));
    return person;
  }
  return {
    service,
    store,
    clock,
    log,
    counted,
    bridge,
    connect,
    agent: async (userName = 'agent') => available(await connect('agent'), userName),
    async agentWithoutRooms(userName = 'agent') {
      const agent = await connect(null);
      const known = CAPABILITIES.filter((capability) => capability !== 'rooms');
      await agent.does('session.hello', { ...helloAs('agent'), capabilities: known });
      return available(agent, userName);
    },
    agentOfToday: async (userName = 'agent') => available(await greeted(await connect(null), 'agent'), userName),
    connectKnowing: async (party) => greeted(await connect(null), party),

    async customer(name = 'Zoé') {
      const customer = await connect('customer');
      const { callToken } = await customer.starts(name);
      return Object.assign(customer, { callToken });
    },
  };
}

/** As by a page of today. */
async function greeted(person: Person, party: Party): Promise<Person> {
  await person.does('session.hello', { ...helloAs(party), capabilities: [...CAPABILITIES] });
  return person;
}

async function available(agent: Person, userName: string): Promise<Person> {
  await agent.does('agent.signIn', { userName, password: 'demo' });
  await agent.does('agent.setIntent', { intent: { name: 'available' } });
  return agent;
}

export function helloAs(party: Party): Params<'session.hello'> {
  return { protocolVersion: 1, party, clientName: 'bench', language: 'en' };
}

export class Person {
  readonly notices: Notice[] = [];
  closedWith: CloseName | null = null;
  readonly #handler: ConnectionHandler;
  #lastId = 0;

  constructor(service: Service, address: string) {
    const close = (name: CloseName): void => {
      this.closedWith = name;
    };
    this.#handler = createConnectionHandler(
      {
        connectionId: `connection-${Math.random()}`,
        address,
        device: 'Bench · Linux',
        mayBe: ['customer', 'agent'],
        send: (notice) => this.notices.push(notice),
        close,
      },
      service,
    );
  }

  async asks(
    name: string,
    params: unknown,
  ): Promise<{ result: unknown } | { problem: Problem } | { close: CloseName }> {
    this.#lastId += 1;
    const response = await this.#handler.request({ kind: 'request', id: this.#lastId, name, params });
    if ('close' in response) return response;
    return response.reply.ok ? { result: response.reply.result } : { problem: response.reply.problem };
  }

  /** Throws when it is refused. */
  async does<N extends RequestName>(name: N, params: Params<N>): Promise<RequestResult<N>> {
    const answer = await this.asks(name, params);
    if ('result' in answer) return answer.result as RequestResult<N>;
    throw new Error(`${name} got ${JSON.stringify(answer)}`);
  }

  /** The problem's code, or `ok`. */
  async tries<N extends RequestName>(name: N, params: Params<N>): Promise<string> {
    const answer = await this.asks(name, params);
    if ('close' in answer) return `closed: ${answer.close}`;
    return 'problem' in answer ? answer.problem.code : 'ok';
  }

  starts(
    customerName: string,
    requestId = `request-of-${customerName.replace(/\W/g, '')}`,
  ): Promise<RequestResult<'call.start'>> {
    const topicId = 'cards' as Params<'call.start'>['topicId'];
    const devices = { microphone: true, camera: true };
    return this.does('call.start', { requestId, customerName, topicId, media: 'video', language: 'en', devices });
  }

  /** The connection is gone without a word. */
  async drops(expected = false): Promise<void> {
    this.#handler.closed(expected);
    await new Promise((resolve) => setImmediate(resolve));
  }

  get call(): CustomerCall | undefined {
    return this.#last('call.changed');
  }

  get view(): AgentView | undefined {
    return this.#last('agent.changed');
  }

  /** The offer or call that the agent's last notice shows. */
  get callId(): CallId {
    const work = this.view?.work;
    if (work?.name === 'ringing') return work.offer.callId;
    if (work?.name === 'inCall') return work.call.callId;
    if (work?.name === 'wrapUp') return work.wrapUp.callId;
    throw new Error('no call');
  }

  get offerId(): OfferId {
    const work = this.view?.work;
    if (work?.name !== 'ringing') throw new Error('nothing rings');
    return work.offer.offerId;
  }

  async answers(): Promise<CallId> {
    await this.does('offer.answer', { offerId: this.offerId, withVideo: true });
    return this.callId;
  }

  #last<N extends NoticeName>(name: N): NoticePayload<N> | undefined {
    return this.notices.findLast((notice) => notice.name === name)?.payload as NoticePayload<N> | undefined;
  }
}
