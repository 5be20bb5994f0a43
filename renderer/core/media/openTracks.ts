// Asks the browser for a microphone, a camera or both, with our constraints. Knows getUserMedia.
import { mediaProblemOf } from './mediaProblem.ts';

export type SourceKind = 'microphone' | 'camera';

const MICROPHONE: MediaTrackConstraints = { echoCancellation: true, noiseSuppression: true, autoGainControl: true };
/** 720p at 30 frames suffices for a face and keeps a laptop cool. */
const CAMERA: MediaTrackConstraints = {
  width: { ideal: 1280 },
  height: { ideal: 720 },
  frameRate: { ideal: 30, max: 30 },
};

/** What a rear camera shows is looked at closely. */
const REAR_CAMERA: MediaTrackConstraints = { width: { ideal: 1920 }, height: { ideal: 1080 } };

/** Towards the person, or away from them as the rear camera of a phone. */
export type Facing = 'user' | 'environment';

/** Which device of each kind is wanted; kinds left out are not opened. */
export type Wanted = {
  microphone?: { deviceId: string | undefined };
  camera?: { deviceId: string | undefined; facing?: Facing };
};

/**
 * Opens what is wanted in one request, so that the person is asked once. A preferred device that is gone is replaced by
 * whatever there is.
 *
 * @throws the browser's error, for `mediaProblemOf`
 */
export async function openTracks(wanted: Wanted): Promise<Partial<Record<SourceKind, MediaStreamTrack>>> {
  if (!('mediaDevices' in navigator)) throw new DOMException('no media devices', 'SecurityError');
  const stream = await request(wanted);
  const microphone = stream.getAudioTracks()[0];
  const camera = stream.getVideoTracks()[0];
  return { ...(microphone ? { microphone } : {}), ...(camera ? { camera } : {}) };
}

async function request(wanted: Wanted): Promise<MediaStream> {
  try {
    return await navigator.mediaDevices.getUserMedia(constraintsFor(wanted, true));
  } catch (error) {
    // A demand for a device that is gone is "overconstrained", which counts as missing.
    if (mediaProblemOf(error) !== 'missing') throw error;
    return navigator.mediaDevices.getUserMedia(constraintsFor(wanted, false));
  }
}

function constraintsFor({ microphone, camera }: Wanted, demandDevice: boolean): MediaStreamConstraints {
  const device = (deviceId: string | undefined): MediaTrackConstraints =>
    deviceId !== undefined && demandDevice ? { deviceId: { exact: deviceId } } : {};
  return {
    ...(microphone ? { audio: { ...MICROPHONE, ...device(microphone.deviceId) } } : {}),
    ...(camera ? { video: { ...cameraFacing(camera.facing ?? 'user'), ...device(camera.deviceId) } } : {}),
  };
}

function cameraFacing(facing: Facing): MediaTrackConstraints {
  return { ...CAMERA, ...(facing === 'environment' ? REAR_CAMERA : {}), facingMode: facing };
}

/** Whether asking for this kind would show the person a question again. False where the browser cannot say. */
export async function wouldAskAgain(kind: SourceKind): Promise<boolean> {
  try {
    return (await navigator.permissions.query({ name: kind })).state !== 'granted';
  } catch {
    return false;
  }
}
