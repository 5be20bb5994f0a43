// Looks at what can be captured, with Electron's capturer. Knows what was seen last; what of it is shown is decided in sourcesToShow.
import { BaseWindow, desktopCapturer, type DesktopCapturerSource, type NativeImage } from 'electron';
import type { Log } from '../log/createLog.ts';
import type { Probe } from './judgeAccess.ts';
import { kindOf, withoutOwn, type SeenSource } from './sourcesToShow.ts';

const THUMBNAIL_PX = { width: 320, height: 200 };
const ICON_PX = 32;

export type SourceList = {
  /** Others' windows and the screens. Two who look at once share one look. */
  look: () => Promise<readonly SeenSource[]>;
  /** Of those seen last; undefined when it was not among them. */
  find: (sourceId: string) => SeenSource | undefined;
  /** What the last look proves about the permission. */
  glimpses: () => Probe['seen'];
};

export function createSourceList(log: Log): SourceList {
  let seen: readonly SeenSource[] = [];
  let glimpses: Probe['seen'];
  let looking: Promise<readonly SeenSource[]> | undefined;

  async function lookNow(): Promise<readonly SeenSource[]> {
    try {
      const sources = await desktopCapturer.getSources({
        types: ['window', 'screen'],
        thumbnailSize: THUMBNAIL_PX,
        fetchWindowIcons: true,
      });
      const own = BaseWindow.getAllWindows().map((window) => window.getMediaSourceId());
      seen = withoutOwn(sources.map(seenSource), own);
      glimpses = seen.map(({ id, name, isBlank }) => ({ kind: kindOf(id), name, isBlank }));
    } catch (cause) {
      // What macOS does instead of an empty list where the permission is missing.
      log.warn('sources not listed', { cause: cause instanceof Error ? cause.message : 'no error object' });
      seen = [];
      glimpses = 'failed';
    }
    return seen;
  }

  return {
    look: () => (looking ??= lookNow().finally(() => (looking = undefined))),
    find: (sourceId) => seen.find(({ id }) => id === sourceId),
    glimpses: () => glimpses,
  };
}

function seenSource({ id, name, display_id, thumbnail, appIcon }: DesktopCapturerSource): SeenSource {
  return {
    id,
    name,
    displayId: display_id,
    isBlank: isBlank(thumbnail),
    jpeg: (quality) => fit(thumbnail).toJPEG(quality),
    icon: () => iconOf(appIcon),
  };
}

/** Nothing in it: no pixels, or not one that is not transparent black. */
function isBlank(picture: NativeImage): boolean {
  return picture.isEmpty() || picture.toBitmap().every((byte) => byte === 0);
}

/** The system may give a larger picture than asked for. */
function fit(picture: NativeImage): NativeImage {
  const { width, height } = picture.getSize();
  const scale = Math.min(THUMBNAIL_PX.width / width, THUMBNAIL_PX.height / height);
  return scale < 1 ? picture.resize({ width: Math.max(1, Math.round(width * scale)) }) : picture;
}

/** The types say that there always is one; windows without an icon and screens have none. */
function iconOf(icon: NativeImage | null | undefined): Buffer | undefined {
  return icon && !icon.isEmpty() ? icon.resize({ width: ICON_PX }).toPNG() : undefined;
}
