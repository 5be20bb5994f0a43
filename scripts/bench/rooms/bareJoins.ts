// Three pages that go into a room at once by mediasoup and mediasoup-client alone: what joining takes without anything of ours.
import type { Browser, Page } from '@playwright/test';
import { createWorker, type types } from 'mediasoup';
import type {
  BareAsks,
  BareRoomsWindow,
  BareStream,
  BareTransport,
} from '../../../renderer/testing/bareRooms/bareRoomsPage.ts';
import { CODECS, KEY_FRAME_PAUSE_MS } from '../../../signalling/mediaProcess/codecs.ts';

type Person = {
  readonly name: string;
  readonly page: Page;
  send?: types.WebRtcTransport;
  receive?: types.WebRtcTransport;
  capabilities?: types.RtpCapabilities;
  readonly producers: types.Producer[];
  readonly consumers: types.Consumer[];
};

export type BareRooms = {
  /** @returns from when the last of the three goes in to the last first picture, in ms */
  joinOnce(): Promise<number>;
  close(): void;
};

export async function openBareRooms(browser: Browser, origin: string, workerFile: string): Promise<BareRooms> {
  const worker = await createWorker({ workerBin: workerFile, logLevel: 'error' });
  const server = await worker.createWebRtcServer({ listenInfos: [{ protocol: 'udp', ip: '127.0.0.1' }] });
  return {
    async joinOnce() {
      const router = await worker.createRouter({ mediaCodecs: CODECS });
      const room = new BareRoom(router, server);
      const people = await Promise.all(['ada', 'ben', 'cyd'].map((name) => room.open(browser, origin, name)));
      const saw = await Promise.all(people.map(({ page }) => enterAndSee(page)));
      router.close();
      await Promise.all(people.map(({ page }) => page.context().close()));
      return Math.max(...saw) - Math.max(...room.cameInMs);
    },
    close: () => worker.close(),
  };
}

class BareRoom {
  readonly cameInMs: number[] = [];
  readonly #router: types.Router;
  readonly #server: types.WebRtcServer;
  readonly #people: Person[] = [];

  constructor(router: types.Router, server: types.WebRtcServer) {
    this.#router = router;
    this.#server = server;
  }

  async open(browser: Browser, origin: string, name: string): Promise<Person> {
    const context = await browser.newContext({ permissions: ['camera', 'microphone'] });
    const page = await context.newPage();
    const person: Person = { name, page, producers: [], consumers: [] };
    this.#people.push(person);
    const answers = this.#answersTo(person);
    await page.exposeFunction('askBare', <A extends keyof BareAsks>(ask: A, said: Parameters<BareAsks[A]>[0]) =>
      answers[ask](said),
    );
    await page.goto(origin);
    return person;
  }

  #answersTo(person: Person): {
    [A in keyof BareAsks]: (said: Parameters<BareAsks[A]>[0]) => Promise<ReturnType<BareAsks[A]>>;
  } {
    return {
      enter: async () => {
        this.cameInMs.push(Date.now());
        const [send, receive] = await Promise.all([this.#transport(), this.#transport()]);
        Object.assign(person, { send, receive });
        const { rtpCapabilities } = this.#router;
        return { rtpCapabilities: rtpCapabilities as never, send: saidOf(send), receive: saidOf(receive) };
      },
      join: ({ rtpCapabilities }) => {
        person.capabilities = rtpCapabilities;
        for (const other of this.#people)
          if (other !== person) for (const producer of other.producers) void this.#give(producer, other, person);
        return Promise.resolve(null);
      },
      connect: async ({ direction, dtlsParameters }) => {
        await person[direction]?.connect({ dtlsParameters });
        return null;
      },
      produce: async ({ kind, rtpParameters }) => {
        const delay = kind === 'video' ? { keyFrameRequestDelay: KEY_FRAME_PAUSE_MS } : {};
        const producer = await person.send?.produce({ kind, rtpParameters, ...delay });
        if (producer === undefined) throw new Error(`${person.name} has not gone in`);
        person.producers.push(producer);
        for (const other of this.#people) if (other !== person) void this.#give(producer, person, other);
        return { id: producer.id };
      },
      resume: async ({ id }) => {
        await person.consumers.find((consumer) => consumer.id === id)?.resume();
        return null;
      },
    };
  }

  #transport(): Promise<types.WebRtcTransport> {
    return this.#router.createWebRtcTransport({
      ...{ webRtcServer: this.#server, enableUdp: true, initialAvailableOutgoingBitrate: 1_000_000 },
    });
  }

  async #give(producer: types.Producer, from: Person, to: Person): Promise<void> {
    if (to.capabilities === undefined || to.receive === undefined) return;
    const consumer = await to.receive.consume({
      ...{ producerId: producer.id, rtpCapabilities: to.capabilities, paused: true },
    });
    to.consumers.push(consumer);
    const { id, kind, rtpParameters } = consumer;
    const stream: BareStream = {
      ...{ id, producerId: producer.id, kind, from: from.name },
      rtpParameters: rtpParameters as never,
    };
    await to.page
      .evaluate((given) => (globalThis as unknown as BareRoomsWindow).bareRoomsPage.take(given), stream)
      .catch(() => undefined);
  }
}

function saidOf({ id, iceParameters, iceCandidates, dtlsParameters }: types.WebRtcTransport): BareTransport {
  return { id, iceParameters, iceCandidates, dtlsParameters };
}

/** When the page has decoded a picture of both others, by the clock of the machine. */
function enterAndSee(page: Page): Promise<number> {
  return page.evaluate(async () => {
    const { bareRoomsPage } = globalThis as unknown as BareRoomsWindow;
    await bareRoomsPage.enter();
    while ((await bareRoomsPage.seen()) < 2) await new Promise((resolve) => setTimeout(resolve, 25));
    return Date.now();
  });
}
