// Which device to use. Pure: a list in, an answer out.

export type DeviceKind = 'microphone' | 'camera' | 'speaker' | 'ringer';
export type Device = { id: string; label: string };
export type DeviceLists = Record<'microphone' | 'camera' | 'speaker', Device[]>;

/** Chrome lists the system's choice twice more, under these ids. */
const ALIASES = new Set(['default', 'communications']);

export function toDeviceLists(infos: readonly Pick<MediaDeviceInfo, 'deviceId' | 'kind' | 'label'>[]): DeviceLists {
  const list = (kind: MediaDeviceKind): Device[] =>
    infos
      .filter((info) => info.kind === kind && info.deviceId !== '' && !ALIASES.has(info.deviceId))
      .map((info) => ({ id: info.deviceId, label: info.label }));
  return { microphone: list('audioinput'), camera: list('videoinput'), speaker: list('audiooutput') };
}

/** The wished device if it is there, else the first; undefined when there is none. */
export function chooseDevice(devices: readonly Device[], wishedId: string | undefined): Device | undefined {
  return devices.find((device) => device.id === wishedId) ?? devices[0];
}
