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

type Info = Pick<MediaDeviceInfo, 'deviceId' | 'kind' | 'label' | 'groupId'>;

/**
 * The device itself behind the name that the system's choice has: it is of the same group, or has the same label at its end.
 * Undefined when that cannot be told; an id that is no such name stays as it is.
 */
export function realDeviceId(infos: readonly Info[], kind: MediaDeviceKind, deviceId: string): string | undefined {
  if (!ALIASES.has(deviceId)) return deviceId;
  const alias = infos.find((info) => info.kind === kind && info.deviceId === deviceId);
  const real = infos.filter((info) => info.kind === kind && info.deviceId !== '' && !ALIASES.has(info.deviceId));
  if (!alias) return undefined;
  const called = real.find(({ label }) => label !== '' && alias.label.endsWith(label));
  return (called ?? real.find(({ groupId }) => groupId !== '' && groupId === alias.groupId))?.deviceId;
}

/** The preferred device if it is there, else the first; undefined when there is none. */
export function chooseDevice(devices: readonly Device[], preferredId: string | undefined): Device | undefined {
  return devices.find((device) => device.id === preferredId) ?? devices[0];
}
