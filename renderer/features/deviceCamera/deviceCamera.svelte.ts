// "Look at what I see": the agent asks for the customer's rear camera, steers it, holds its picture still and asks for a
// photo; the customer says yes or no to each, and can turn back at any time.
import { createSubscriber } from 'svelte/reactivity';
import type { AssistRequest, DeviceCamera as CameraState } from '../../../signalling/protocol/assist.ts';
import type { AssistRoom } from '../../core/assist/assistRoom.ts';
import { applyCameraPreference, describeCamera } from '../../core/media/cameraControls.ts';
import { captureFrame, capturePhoto } from '../../core/media/capturePicture.ts';
import type { LocalMedia } from '../../core/media/localMedia.ts';
import { randomId } from '../../core/signallingClient/randomId.ts';
import type { Table } from '../table/index.ts';

export type CameraRequestKind = Extract<AssistRequest['kind'], 'rearCamera' | 'still'>;
export type ShownRequest = { askId: string; request: AssistRequest };

const NOW = 'now';

export type DeviceCameraOptions = {
  room: AssistRoom;
  local: LocalMedia;
  table: Table;
  /** The other side's camera picture. */
  incoming: () => MediaStream | undefined;
};

export class DeviceCamera {
  readonly #options: DeviceCameraOptions;
  readonly #subscribe: () => void;
  readonly #stops: (() => void)[];
  /** The photo that the customer looks at before it is sent. */
  #photo = $state.raw<Blob>();
  #isBusy = $state(false);

  constructor(options: DeviceCameraOptions) {
    this.#options = options;
    const { room, local } = options;
    this.#subscribe = createSubscriber((update) => {
      const stops = [room.maps.asks, room.maps.camera].map((map) => map.onChange(update));
      return () => {
        for (const stop of stops) stop();
      };
    });
    this.#stops =
      room.me === 'customer'
        ? [
            room.maps.cameraWish.onChange(() => void this.#obey()),
            local.onChange(() => this.#cameraChanged()),
            // A page that has just been opened faces its person again.
            room.onPeerReady(() => this.#cameraChanged()),
          ]
        : [];
  }

  /** What the customer's rear camera is and can do; undefined while it is not shown. */
  get camera(): CameraState | undefined {
    this.#subscribe();
    return this.#options.room.maps.camera.get(NOW);
  }

  /** What waits for the customer's answer. */
  get asked(): ShownRequest | undefined {
    return this.#options.room.isOfTheTwo ? this.#last((request) => request.state === 'asked') : undefined;
  }

  /** How the last question ended, for the agent. */
  get answered(): ShownRequest | undefined {
    const last = this.#last(() => true);
    return last && (last.request.state === 'declined' || last.request.state === 'failed') ? last : undefined;
  }

  get photo(): Blob | undefined {
    return this.#photo;
  }

  get isBusy(): boolean {
    return this.#isBusy;
  }

  ask(kind: CameraRequestKind): void {
    this.withdraw();
    const { room } = this.#options;
    room.maps.asks.set(randomId(), { kind, by: room.me, askedAtMs: Math.round(room.nowMs()), state: 'asked' });
  }

  withdraw(): void {
    const { asked } = this;
    if (asked) this.#settle(asked, { state: 'withdrawn' });
  }

  dismissAnswer(): void {
    const { answered } = this;
    if (answered) this.#settle(answered, { state: 'withdrawn' });
  }

  setTorch(on: boolean): void {
    this.#prefer({ torch: on });
  }

  setZoom(factor: number): void {
    this.#prefer({ zoom: factor });
  }

  /** Holds what is seen now still, for both, to be drawn on. */
  async freeze(name: string): Promise<void> {
    const { incoming, table } = this.#options;
    const stream = incoming();
    if (!stream || this.#isBusy) return;
    this.#isBusy = true;
    const frame = await captureFrame(stream);
    if (frame) await table.put([new File([frame], name)], 'frozen');
    this.#isBusy = false;
  }

  decline(): void {
    this.#photo = undefined;
    const { asked } = this;
    if (asked) this.#settle(asked, { state: 'declined' });
  }

  /** The customer's one tap. */
  async showRearCamera(): Promise<void> {
    const { asked } = this;
    if (asked?.request.kind !== 'rearCamera' || this.#isBusy) return;
    const problem = await this.show();
    this.#settle(asked, problem === undefined ? { state: 'accepted' } : { state: 'failed', problem });
  }

  /** Turns to the rear camera, asked or not. @returns what went wrong, if anything did */
  async show(): Promise<string | undefined> {
    const { local, room } = this.#options;
    this.#isBusy = true;
    const turned = await local.face('environment');
    const { track, problem } = local.source('camera');
    this.#isBusy = false;
    if (!turned || !track) return problem ?? 'missing';
    room.maps.camera.set(NOW, describeCamera(track));
    return undefined;
  }

  async faceMe(): Promise<void> {
    const { local, room } = this.#options;
    room.maps.camera.delete(NOW);
    await local.face('user');
  }

  /** Takes a photo for the customer to look at; nothing is sent. */
  async takePhoto(): Promise<void> {
    const { asked } = this;
    const { track } = this.#options.local.source('camera');
    if (asked?.request.kind !== 'still' || this.#isBusy) return;
    this.#isBusy = true;
    this.#photo = track ? await capturePhoto(track) : undefined;
    this.#isBusy = false;
    if (!this.#photo) this.#settle(asked, { state: 'failed', problem: 'missing' });
  }

  async sendPhoto(name: string): Promise<void> {
    const { asked } = this;
    const photo = this.#photo;
    if (!asked || !photo) return;
    this.#photo = undefined;
    this.#settle(asked, { state: 'accepted' });
    await this.#options.table.put([new File([photo], name)], 'still');
  }

  close(): void {
    for (const stop of this.#stops) stop();
  }

  #last(isMeant: (request: AssistRequest) => boolean): ShownRequest | undefined {
    this.#subscribe();
    const asks = [...this.#options.room.maps.asks.entries].toSorted(([, a], [, b]) => a.askedAtMs - b.askedAtMs);
    const last = asks.findLast(([, request]) => isMeant(request));
    return last && { askId: last[0], request: last[1] };
  }

  #settle({ askId, request }: ShownRequest, outcome: Pick<AssistRequest, 'state' | 'problem'>): void {
    this.#options.room.maps.asks.set(askId, { ...request, ...outcome });
  }

  #prefer(preference: { torch?: boolean; zoom?: number }): void {
    const { cameraWish } = this.#options.room.maps;
    cameraWish.set(NOW, { ...cameraWish.get(NOW), ...preference });
  }

  async #obey(): Promise<void> {
    const { room, local } = this.#options;
    const preference = room.maps.cameraWish.get(NOW);
    const { track } = local.source('camera');
    if (!preference || !track || !room.maps.camera.get(NOW)) return;
    await applyCameraPreference(track, preference);
    if (room.maps.camera.get(NOW)) room.maps.camera.set(NOW, describeCamera(track));
  }

  /** The camera was stopped or changed by hand: what the agent steered is gone. */
  #cameraChanged(): void {
    const { room, local } = this.#options;
    if (!this.#isBusy && room.maps.camera.get(NOW) && local.facing !== 'environment') room.maps.camera.delete(NOW);
  }
}
