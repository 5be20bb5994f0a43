// Torch and zoom of a camera, where it has them. Names are those of the W3C's Image Capture draft, which TypeScript lacks.
import type { CameraPreference, DeviceCamera } from '../../../signalling/protocol/assist.ts';

type Range = { min: number; max: number };
type MoreCapabilities = MediaTrackCapabilities & { torch?: boolean | boolean[]; zoom?: Partial<Range> };
type MoreSettings = MediaTrackSettings & { torch?: boolean; zoom?: number };

/** What the camera is and can do right now. */
export function describeCamera(track: MediaStreamTrack): DeviceCamera {
  // Firefox has no capabilities.
  const capabilities: MoreCapabilities = 'getCapabilities' in track ? track.getCapabilities() : {};
  const settings: MoreSettings = track.getSettings();
  const hasTorch =
    capabilities.torch === true || (Array.isArray(capabilities.torch) && capabilities.torch.includes(true));
  const { min, max } = capabilities.zoom ?? {};
  const zoom = min !== undefined && max !== undefined && min > 0 && max > min ? { min, max } : undefined;
  return {
    facing: settings.facingMode === 'environment' ? 'rear' : settings.facingMode === 'user' ? 'front' : 'unknown',
    ...(hasTorch ? { torch: settings.torch ?? false } : {}),
    ...(zoom ? { zoom: { ...zoom, value: settings.zoom ?? zoom.min } } : {}),
  };
}

/** What cannot be done is left as it is. */
export async function applyCameraPreference(track: MediaStreamTrack, { torch, zoom }: CameraPreference): Promise<void> {
  const preferences = [...(torch === undefined ? [] : [{ torch }]), ...(zoom === undefined ? [] : [{ zoom }])];
  for (const preference of preferences) {
    try {
      await track.applyConstraints({ advanced: [preference as MediaTrackConstraintSet] });
    } catch {
      // The camera says what came of it in its settings.
    }
  }
}
