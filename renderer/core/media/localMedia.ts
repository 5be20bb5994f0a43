// This machine's microphone and camera: opened, changed, muted, and replaced when unplugged. Knows the browser's
// devices; not calls.
import { chooseDevice, realDeviceId, toDeviceLists, type DeviceLists } from './deviceChoice.ts';
import { readPreference, writePreference } from './devicePreferences.ts';
import { mediaProblemOf, type MediaProblem } from './mediaProblem.ts';
import { openTracks, wouldAskAgain, type Facing, type SourceKind } from './openTracks.ts';

export type { SourceKind };
export type Source = {
  /** Undefined while closed. */
  track: MediaStreamTrack | undefined;
  problem: MediaProblem | undefined;
  /** What the person wants: the device may be missing all the same. */
  wanted: boolean;
};
/** `replaced`: another device took over, with its name; `lost`: there is none left. */
export type DeviceMessage = { kind: SourceKind; change: 'replaced' | 'lost'; label: string };

export class LocalMedia {
  readonly #sources: Record<SourceKind, Source> = {
    microphone: { track: undefined, problem: undefined, wanted: false },
    camera: { track: undefined, problem: undefined, wanted: false },
  };
  readonly #listeners = new Set<() => void>();
  readonly #messageListeners = new Set<(message: DeviceMessage) => void>();
  /** Counts openings of each source, so that a slow one that was overtaken is thrown away. */
  readonly #attempts: Record<SourceKind, number> = { microphone: 0, camera: 0 };
  #devices: DeviceLists = { microphone: [], camera: [], speaker: [] };
  #infos: readonly MediaDeviceInfo[] = [];
  #muted = false;
  #isSigning = false;
  #facing: Facing = 'user';
  #closed = false;

  constructor() {
    if ('mediaDevices' in navigator) navigator.mediaDevices.addEventListener('devicechange', this.#devicesChanged);
  }

  get devices(): DeviceLists {
    return this.#devices;
  }

  get muted(): boolean {
    return this.#muted;
  }

  /** The person uses sign language: the camera is for movement. */
  get isSigning(): boolean {
    return this.#isSigning;
  }

  /** Which way the camera faces that was asked for. */
  get facing(): Facing {
    return this.#facing;
  }

  source(kind: SourceKind): Readonly<Source> {
    return this.#sources[kind];
  }

  /** The device really in use, which may not be the preferred one; undefined while none is, or it cannot be told. */
  deviceId(kind: SourceKind): string | undefined {
    const id = this.#sources[kind].track?.getSettings().deviceId;
    return id && realDeviceId(this.#infos, kind === 'microphone' ? 'audioinput' : 'videoinput', id);
  }

  onChange(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  onMessage(listener: (message: DeviceMessage) => void): () => void {
    this.#messageListeners.add(listener);
    return () => this.#messageListeners.delete(listener);
  }

  /** Opens both at once, which asks the person once; where that fails each alone, so that one missing does not cost the other. */
  async openBoth(): Promise<void> {
    const kinds = ['microphone', 'camera'] as const;
    for (const kind of kinds) this.#sources[kind].wanted = true;
    const attempts = { microphone: ++this.#attempts.microphone, camera: ++this.#attempts.camera };
    try {
      const tracks = await openTracks({
        microphone: { deviceId: readPreference('microphone') },
        camera: { deviceId: readPreference('camera') },
      });
      for (const kind of kinds) this.#adopt(kind, tracks[kind], attempts[kind]);
      await this.refreshDevices();
    } catch (error) {
      await Promise.all(kinds.map((kind) => this.#openAfter(error, kind, attempts[kind])));
    }
  }

  /** Opens the microphone or camera; a failure is left in its `problem` and a device that works goes on working. */
  async open(kind: SourceKind, deviceId = readPreference(kind)): Promise<void> {
    this.#sources[kind].wanted = true;
    const attempt = ++this.#attempts[kind];
    try {
      const tracks = await openTracks(
        kind === 'camera' ? { camera: { deviceId, facing: this.#facing } } : { microphone: { deviceId } },
      );
      this.#adopt(kind, tracks[kind], attempt);
    } catch (error) {
      this.#failed(kind, error, attempt);
    }
    await this.refreshDevices();
  }

  /**
   * Turns to the camera on the other side of the device. Many phones open one camera at a time, so the present one is let
   * go of first. @returns false when there is none to be had; the one before is then back
   */
  async face(facing: Facing): Promise<boolean> {
    const before = this.#facing;
    this.#facing = facing;
    stopTrack(this.#sources.camera.track);
    await this.open('camera', facing === 'user' ? readPreference('camera') : undefined);
    if (this.#sources.camera.problem === undefined || before === facing) return true;
    this.#facing = before;
    await this.open('camera');
    return false;
  }

  /** Switches to a device the person picked and remembers it. */
  async choose(kind: SourceKind, deviceId: string): Promise<void> {
    writePreference(kind, deviceId);
    if (this.#sources[kind].wanted) await this.open(kind, deviceId);
  }

  /** Lets go of the device: its lamp goes out. */
  stop(kind: SourceKind): void {
    const source = this.#sources[kind];
    this.#attempts[kind] += 1;
    source.wanted = false;
    source.problem = undefined;
    if (kind === 'camera') this.#facing = 'user';
    stopTrack(source.track);
    source.track = undefined;
    this.#changed();
  }

  setMuted(muted: boolean): void {
    this.#muted = muted;
    const { track } = this.#sources.microphone;
    if (track) track.enabled = !muted;
    this.#changed();
  }

  setSigning(isSigning: boolean): void {
    this.#isSigning = isSigning;
    this.#hintAtMotion(this.#sources.camera.track);
    this.#changed();
  }

  async refreshDevices(): Promise<void> {
    if (!('mediaDevices' in navigator)) return;
    this.#infos = await navigator.mediaDevices.enumerateDevices();
    this.#devices = toDeviceLists(this.#infos);
    this.#changed();
  }

  close(): void {
    this.#closed = true;
    if ('mediaDevices' in navigator) navigator.mediaDevices.removeEventListener('devicechange', this.#devicesChanged);
    this.stop('microphone');
    this.stop('camera');
    this.#listeners.clear();
    this.#messageListeners.clear();
  }

  /** Both together could not be had. Somebody who has just said no is not asked again. */
  async #openAfter(error: unknown, kind: SourceKind, attempt: number): Promise<void> {
    if (mediaProblemOf(error) === 'denied' && (await wouldAskAgain(kind))) this.#failed(kind, error, attempt);
    else if (attempt === this.#attempts[kind]) await this.open(kind);
  }

  #failed(kind: SourceKind, error: unknown, attempt: number): void {
    if (attempt !== this.#attempts[kind]) return;
    this.#sources[kind].problem = mediaProblemOf(error);
    this.#changed();
  }

  #adopt(kind: SourceKind, track: MediaStreamTrack | undefined, attempt: number): void {
    if (!track) return;
    const source = this.#sources[kind];
    if (this.#closed || !source.wanted || attempt !== this.#attempts[kind]) {
      stopTrack(track);
      return;
    }
    stopTrack(source.track);
    source.track = track;
    source.problem = undefined;
    if (kind === 'microphone') {
      track.enabled = !this.#muted;
      track.contentHint = 'speech';
    } else this.#hintAtMotion(track);
    track.onended = () => void this.#replaceLost(kind, track);
    this.#changed();
  }

  #hintAtMotion(track: MediaStreamTrack | undefined): void {
    if (track) track.contentHint = this.#isSigning ? 'motion' : '';
  }

  readonly #devicesChanged = (): void => {
    void this.#checkDevices();
  };

  async #checkDevices(): Promise<void> {
    await this.refreshDevices();
    for (const kind of ['microphone', 'camera'] as const) {
      const { track, wanted, problem } = this.#sources[kind];
      const list = this.#devices[kind];
      const id = this.deviceId(kind);
      if (track && id !== undefined && !list.some((device) => device.id === id)) await this.#replaceLost(kind, track);
      else if (wanted && !track && problem === 'missing' && list.length > 0) await this.open(kind);
    }
  }

  /** A device in use went away: the next one takes over. */
  async #replaceLost(kind: SourceKind, lost: MediaStreamTrack): Promise<void> {
    if (this.#closed || this.#sources[kind].track !== lost) return;
    const lostId = lost.getSettings().deviceId;
    const lostLabel = lost.label;
    stopTrack(lost);
    this.#sources[kind].track = undefined;
    await this.refreshDevices();
    const next = chooseDevice(
      this.#devices[kind].filter((device) => device.id !== lostId),
      readPreference(kind),
    );
    if (next) await this.open(kind, next.id);
    else this.#sources[kind].problem = 'missing';
    const { track } = this.source(kind);
    const message: DeviceMessage = track
      ? { kind, change: 'replaced', label: track.label }
      : { kind, change: 'lost', label: lostLabel };
    this.#changed();
    for (const listener of this.#messageListeners) listener(message);
  }

  #changed(): void {
    for (const listener of this.#listeners) listener();
  }
}

function stopTrack(track: MediaStreamTrack | undefined): void {
  if (!track) return;
  track.onended = null;
  track.stop();
}
