// This machine's devices as the UI sees them. Knows LocalMedia and the remembered choices; not calls.
import { createSubscriber } from 'svelte/reactivity';
import { chooseDevice, type Device, type DeviceKind } from '../../core/media/deviceChoice.ts';
import { readPreference, writePreference } from '../../core/media/devicePreferences.ts';
import { LocalMedia, type DeviceMessage, type Source, type SourceKind } from '../../core/media/localMedia.ts';
import { canChooseOutput } from '../../core/media/soundPlayer.ts';

/** How long a message about a device stays on the screen. */
const MESSAGE_MS = 12_000;

export class Devices {
  readonly media = new LocalMedia();
  readonly canChooseOutput = canChooseOutput();
  readonly #subscribe = createSubscriber((update) => this.media.onChange(update));
  #outputs = $state<Record<'speaker' | 'ringer', string | undefined>>({
    speaker: readPreference('speaker'),
    ringer: readPreference('ringer'),
  });
  #message = $state.raw<DeviceMessage>();
  #messageTimer: ReturnType<typeof setTimeout> | undefined;

  constructor() {
    void this.media.refreshDevices();
    this.media.onMessage((message) => {
      this.#message = message;
      clearTimeout(this.#messageTimer);
      this.#messageTimer = setTimeout(() => this.dismissMessage(), MESSAGE_MS);
    });
  }

  /** The latest device that came or went, until it is read. */
  get message(): DeviceMessage | undefined {
    return this.#message;
  }

  get muted(): boolean {
    this.#subscribe();
    return this.media.muted;
  }

  get isSigning(): boolean {
    this.#subscribe();
    return this.media.isSigning;
  }

  source(kind: SourceKind): Readonly<Source> {
    this.#subscribe();
    return { ...this.media.source(kind) };
  }

  list(kind: DeviceKind): Device[] {
    this.#subscribe();
    return this.media.devices[kind === 'ringer' ? 'speaker' : kind];
  }

  /** The device in use; for outputs the preferred one if it is there, else undefined: the system's. */
  selected(kind: DeviceKind): string | undefined {
    this.#subscribe();
    if (kind === 'speaker' || kind === 'ringer') {
      const preference = this.#outputs[kind];
      return this.media.devices.speaker.some((device) => device.id === preference) ? preference : undefined;
    }
    return this.media.deviceId(kind) ?? chooseDevice(this.media.devices[kind], readPreference(kind))?.id;
  }

  async choose(kind: DeviceKind, deviceId: string): Promise<void> {
    if (kind === 'speaker' || kind === 'ringer') {
      writePreference(kind, deviceId);
      this.#outputs[kind] = deviceId;
    } else {
      await this.media.choose(kind, deviceId);
    }
  }

  async toggleCamera(): Promise<void> {
    if (this.media.source('camera').wanted) this.media.stop('camera');
    else await this.media.open('camera');
  }

  dismissMessage(): void {
    clearTimeout(this.#messageTimer);
    this.#message = undefined;
  }
}
