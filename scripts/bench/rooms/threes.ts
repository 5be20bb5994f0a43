// Rooms of three who send sound and VGA to one another: ours, by the host of the media process, and bare mediasoup's.
import { createWorker, observer, type types } from 'mediasoup';
import type { MediaOptions, Report } from '../../../signalling/mediaProcess/contract.ts';
import { RoomHost } from '../../../signalling/mediaProcess/roomHost.ts';
import type { RoomStream } from '../../../signalling/protocol/index.ts';
import { ALL_RIGHTS, allHear, parametersOf } from '../../../signalling/testing/roomBench.ts';
import { waitFor } from '../measure/progress.ts';
import { PICTURE, SOUND } from './madeUpMedia.ts';
import { connectTo, openPlainWay, replaceWays, type Ports } from './plainWays.ts';

/** One room, as far as sending to it and counting what comes out goes. */
export type Three = {
  /** Ports to which the three send. */
  readonly ins: readonly number[];
  /** Of the pictures that come out. */
  readonly pictureSsrcs: readonly number[];
};
export type Threes = { readonly worker: types.Worker; open(ports: Ports): Promise<Three>; close(): void };

const NAMES = ['ada', 'ben', 'cyd'] as const;
const LINES = ['audio', 'video'] as const;
type Sent = ReturnType<typeof parametersOf>;

const MADE_WITHIN_MS = 10_000;

/** Everybody sends the same packets. */
function sentOn(line: (typeof LINES)[number]): Sent {
  return { ...parametersOf(line), encodings: [{ ssrc: line === 'audio' ? SOUND.ssrc : PICTURE.ssrc }] };
}

export function hostOptions(workerFile: string): MediaOptions {
  return {
    ...{ socketPath: 'none', workerFile, workers: 1, ports: null, protocols: ['udp'], lingerMs: 0 },
    ...{ listenAddress: '127.0.0.1', announcedAddress: '127.0.0.1' },
  };
}

/** A host of ours, and the one worker that it began with. */
export async function beginHost(
  workerFile: string,
  report: (report: Report) => void,
): Promise<{ readonly host: RoomHost; readonly worker: types.Worker }> {
  const made: types.Worker[] = [];
  const note = (worker: types.Worker): void => void made.push(worker);
  observer.on('newworker', note);
  const host = new RoomHost(hostOptions(workerFile), report);
  await host.begin();
  observer.off('newworker', note);
  const [worker] = made;
  if (worker === undefined) throw new Error('no worker was made');
  return { host, worker };
}

/** Three go into a room and send; what comes in is shown, as a page would. */
export async function fillRoom(
  host: RoomHost,
  roomId: string,
  connect: (ways: { readonly send: string; readonly receive: string }) => Promise<void>,
): Promise<string> {
  const legs = NAMES.map((legId) => ({ legId, mayProduce: [...ALL_RIGHTS.mayProduce], mayProduceData: true }));
  host.want({ roomId, generation: 1, legs, hearing: allHear(...NAMES) });
  let epoch = '';
  for (const legId of NAMES) {
    const { answer } = await host.ask(roomId, legId, { type: 'sync' });
    if (answer === null || !('rtpCapabilities' in answer)) throw new Error('the room was not made');
    epoch = answer.epoch;
    await connect({ send: answer.send?.id ?? '', receive: answer.receive.id });
    await host.ask(roomId, legId, { type: 'join', epoch, rtpCapabilities: answer.rtpCapabilities });
  }
  for (const legId of NAMES)
    for (const line of LINES)
      await host.ask(roomId, legId, { type: 'produce', epoch, line, rtpParameters: sentOn(line), isPaused: false });
  return epoch;
}

export async function openOurs(workerFile: string): Promise<Threes> {
  const { ways, stop } = replaceWays();
  const streams = new Map<string, RoomStream[]>();
  const { host, worker } = await beginHost(workerFile, (report) => {
    if (report.says !== 'told' || report.tell.type !== 'streams') return;
    const of = `${report.roomId} ${report.legId}`;
    streams.set(of, [...(streams.get(of) ?? []), ...report.tell.added]);
  });
  let rooms = 0;
  return {
    worker,
    async open({ senders, receivers }) {
      rooms += 1;
      const roomId = `room-${rooms}`;
      const ins: number[] = [];
      const epoch = await fillRoom(host, roomId, async ({ send, receive }) => {
        const [out, back] = [ways.get(send), ways.get(receive)];
        if (out === undefined || back === undefined) throw new Error('a way is missing');
        await connectTo(out, senders);
        await connectTo(back, receivers);
        ins.push(out.tuple.localPort);
      });
      const pictureSsrcs: number[] = [];
      for (const legId of NAMES) {
        const given = await waitFor('what the others send', MADE_WITHIN_MS, () => {
          const found = streams.get(`${roomId} ${legId}`) ?? [];
          return found.length === LINES.length * (NAMES.length - 1) ? found : undefined;
        });
        const watched = given.map(({ streamId }) => ({ streamId, layer: 0 }));
        await host.ask(roomId, legId, { type: 'watch', epoch, streams: watched });
        for (const stream of given)
          if (stream.kind === 'media' && stream.line === 'video') pictureSsrcs.push(ssrcOf(stream.rtpParameters));
      }
      return { ins, pictureSsrcs };
    },
    close: () => {
      host.end();
      stop();
    },
  };
}

export async function openBare(workerFile: string): Promise<Threes> {
  const worker = await createWorker({ workerBin: workerFile, logLevel: 'error' });
  const mediaCodecs: types.RouterRtpCodecCapability[] = [
    { kind: 'audio', mimeType: 'audio/opus', clockRate: 48_000, channels: 2 },
    { kind: 'video', mimeType: 'video/VP8', clockRate: 90_000 },
  ];
  return {
    worker,
    async open({ senders, receivers }) {
      const router = await worker.createRouter({ mediaCodecs });
      const people = await Promise.all(
        NAMES.map(async () => {
          const [out, back] = [await openPlainWay(router), await openPlainWay(router)];
          await connectTo(out, senders);
          await connectTo(back, receivers);
          const producers = await Promise.all(
            LINES.map((line) => out.produce({ kind: line, rtpParameters: sentOn(line) })),
          );
          return { out, back, producers };
        }),
      );
      const { rtpCapabilities } = router;
      const consumers = await Promise.all(
        people.flatMap(({ back }, index) =>
          people
            .filter((_, other) => other !== index)
            .flatMap(({ producers }) =>
              producers.map(({ id: producerId }) => back.consume({ producerId, rtpCapabilities })),
            ),
        ),
      );
      const pictures = consumers.filter(({ kind }) => kind === 'video');
      return {
        ins: people.map(({ out }) => out.tuple.localPort),
        pictureSsrcs: pictures.map(({ rtpParameters }) => ssrcOf(rtpParameters)),
      };
    },
    close: () => worker.close(),
  };
}

function ssrcOf({
  encodings = [],
}: {
  readonly encodings?: readonly { readonly ssrc?: number | undefined }[] | undefined;
}): number {
  const ssrc = encodings[0]?.ssrc;
  if (ssrc === undefined) throw new Error('a stream has no SSRC');
  return ssrc;
}
