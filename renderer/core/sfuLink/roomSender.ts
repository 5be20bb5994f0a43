// What a page sends into a room: one producer to a line, made when there is first something to send, and swapped afterwards.
import type { types } from 'mediasoup-client';
import { ROOM_LINES, type RoomChannel, type RoomLine } from '../../../signalling/protocol/index.ts';
import type { OutgoingTracks, VideoLimit } from '../peerLink/mediaLink.ts';
import { setForPicture } from '../peerLink/senderParameters.ts';
import type { RoomChannels } from './roomChannels.ts';
import { CAMERA_LAYERS, layersFor } from './cameraLayers.ts';
import { demand, type RoomPort } from './roomPort.ts';
import type { RoomWay } from './roomWay.ts';

/** A shared screen is read: one sharp size for all. */
const SHARP_SCREEN: types.RtpEncodingParameters[] = [{ maxBitrate: 4_000_000, maxFramerate: 15, priority: 'medium' }];
/** Sound goes before everything else. */
const SOUND_FIRST: types.RtpEncodingParameters[] = [{ priority: 'high', networkPriority: 'high' }];
const OPUS: types.ProducerCodecOptions = { opusFec: true, opusDtx: true, opusNack: true };

export type SendRights = { readonly mayProduce: readonly RoomLine[]; readonly mayProduceData: boolean };
export type SenderOptions = {
  readonly port: RoomPort;
  readonly epoch: string;
  readonly rights: SendRights;
  readonly wanted: OutgoingTracks;
  readonly channels: RoomChannels;
};

export class RoomSender {
  readonly way: RoomWay;
  readonly #port: RoomPort;
  readonly #epoch: string;
  readonly #producers = new Map<RoomLine, types.Producer>();
  #wanted: OutgoingTracks;
  readonly #channels: RoomChannels;
  #rights: SendRights;
  #limit: VideoLimit | undefined;
  /** What the camera's layers were told last. */
  #layersSaid: string | undefined;
  /** What the other end knows to be sent. */
  #told: string | undefined;
  #turn: Promise<void> = Promise.resolve();

  constructor(way: RoomWay, { port, epoch, rights, wanted, channels }: SenderOptions) {
    this.way = way;
    this.#port = port;
    this.#epoch = epoch;
    this.#rights = rights;
    this.#wanted = wanted;
    this.#channels = channels;
    way.transport.on('produce', ({ rtpParameters, appData }, done, failed) => {
      const line = appData['line'] as RoomLine;
      demand(port, { type: 'produce', epoch, line, rtpParameters: rtpParameters as never, isPaused: false }).then(
        ({ sourceId }) => done({ id: sourceId }),
        failed,
      );
    });
    way.transport.on('producedata', ({ sctpStreamParameters, appData }, done, failed) => {
      const [channel, to] = [appData['channel'] as RoomChannel, appData['to'] as string];
      const parameters = sctpStreamParameters as never;
      demand(port, { type: 'produceData', epoch, to, channel, sctpStreamParameters: parameters }).then(
        ({ sourceId }) => done({ id: sourceId }),
        failed,
      );
    });
    this.settle();
  }

  setOutgoing(tracks: OutgoingTracks): void {
    this.#wanted = tracks;
    this.settle();
  }

  setRights(rights: SendRights): void {
    this.#rights = rights;
    for (const [line, producer] of this.#producers) {
      if (rights.mayProduce.includes(line)) continue;
      producer.close();
      this.#producers.delete(line);
    }
    this.settle();
  }

  limitVideo(limit: VideoLimit): void {
    this.#limit = limit;
    this.settle();
  }

  /** Sends what is wanted now. Called again when something has failed: what is right already is left as it is. */
  settle(): void {
    this.#turn = this.#turn.then(() => this.#settle()).catch(() => undefined);
  }

  close(): void {
    this.way.close();
  }

  async #settle(): Promise<void> {
    if (this.way.transport.closed) return;
    await Promise.all([
      ...ROOM_LINES.map((line) => this.#settleLine(line)),
      this.#channels.produceOn(this.way.transport),
    ]);
    // Who is muted sends nothing, and the others are told.
    const lines = ROOM_LINES.filter((line) => this.#producers.get(line)?.track?.enabled === true);
    if (lines.join() === this.#told) return;
    await demand(this.#port, { type: 'sending', epoch: this.#epoch, lines });
    this.#told = lines.join();
  }

  async #settleLine(line: RoomLine): Promise<void> {
    const track = this.#trackOf(line);
    const producer = this.#producers.get(line);
    if (producer === undefined) {
      if (track !== null) this.#producers.set(line, await this.#produce(line, track));
    } else if (producer.track !== track) {
      await producer.replaceTrack({ track });
    }
    if (line === 'video') await this.#applyLimit();
  }

  #trackOf(line: RoomLine): MediaStreamTrack | null {
    if (!this.#rights.mayProduce.includes(line)) return null;
    if (line === 'video' && this.#limit?.active === false) return null;
    return this.#wanted[line] ?? null;
  }

  #produce(line: RoomLine, track: MediaStreamTrack): Promise<types.Producer> {
    return this.way.transport.produce({
      track,
      streamId: line === 'audio' || line === 'video' ? 'person' : 'screen',
      encodings: encodingsOf(line),
      ...(track.kind === 'audio' ? { codecOptions: OPUS } : {}),
      // Tracks are their owner's: they are neither stopped nor muted here.
      ...{ stopTracks: false, disableTrackOnPause: false },
      appData: { line },
    });
  }

  async #applyLimit(): Promise<void> {
    const producer = this.#producers.get('video');
    if (producer === undefined || this.#limit === undefined) return;
    const layers = layersFor(this.#limit);
    const said = JSON.stringify(layers);
    const { rtpSender } = producer;
    if (said === this.#layersSaid || rtpSender === undefined) return;
    this.#layersSaid = said;
    await setForPicture(rtpSender, this.#limit.isForMotion === true, (encodings) => {
      for (const [index, encoding] of encodings.entries()) Object.assign(encoding, layers[index]);
    });
  }
}

function encodingsOf(line: RoomLine): types.RtpEncodingParameters[] {
  if (line === 'video') return CAMERA_LAYERS;
  return line === 'screen' ? SHARP_SCREEN : SOUND_FIRST;
}
