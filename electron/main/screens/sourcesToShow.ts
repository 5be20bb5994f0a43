// Which of the things that can be captured the person is shown, and how large their pictures may be. Pure: knows no Electron.
import {
  MAX_ICON_CHARS,
  MAX_SCREEN_SOURCES,
  MAX_THUMBNAIL_CHARS,
  type HostScreenSource,
} from '../../contract/screens.ts';

/** One source as the capturer lists it. Pictures are drawn on demand: most of them are not needed at full quality. */
export type SeenSource = {
  id: string;
  name: string;
  displayId: string;
  isBlank: boolean;
  /** JPEG at this quality, 1–100. */
  jpeg: (quality: number) => Buffer;
  /** PNG of the program's icon; undefined when it has none. */
  icon: () => Buffer | undefined;
};

const MAX_NAME_CHARS = 200;
const JPEG_QUALITIES = [75, 45, 20];

export type AllowedSources = 'all' | 'windows';

export function kindOf(sourceId: string): 'screen' | 'window' {
  return sourceId.startsWith('screen:') ? 'screen' : 'window';
}

/**
 * Without the app's own windows. Their ids are compared without the last part, which says whose window it is and is not
 * given the same way by everyone who names one.
 */
export function withoutOwn(seen: readonly SeenSource[], ownIds: readonly string[]): SeenSource[] {
  const own = new Set(ownIds.map(windowOf));
  return seen.filter(({ id }) => !own.has(windowOf(id)));
}

/** Screens come first, so that many windows cannot push them out. `allowed`: what the organisation lets people share. */
export function sourcesToShow(others: readonly SeenSource[], allowed: AllowedSources = 'all'): HostScreenSource[] {
  const screens = others.filter(({ id }) => kindOf(id) === 'screen' && allowed === 'all');
  const windows = others.filter(({ id, name }) => kindOf(id) === 'window' && name.trim() !== '');
  return [...screens, ...windows].slice(0, MAX_SCREEN_SOURCES).map(show);
}

function show(source: SeenSource): HostScreenSource {
  const appIcon = iconOf(source);
  return {
    sourceId: source.id,
    kind: kindOf(source.id),
    name: source.name.slice(0, MAX_NAME_CHARS),
    thumbnail: thumbnailOf(source),
    ...(appIcon === undefined ? {} : { appIcon }),
  };
}

function thumbnailOf({ isBlank, jpeg }: SeenSource): string {
  if (isBlank) return '';
  for (const quality of JPEG_QUALITIES) {
    const url = dataUrl('image/jpeg', jpeg(quality));
    if (url.length <= MAX_THUMBNAIL_CHARS) return url;
  }
  return '';
}

function iconOf({ icon }: SeenSource): string | undefined {
  const png = icon();
  const url = png === undefined ? '' : dataUrl('image/png', png);
  return url === '' || url.length > MAX_ICON_CHARS ? undefined : url;
}

function dataUrl(mediaType: string, content: Buffer): string {
  return `data:${mediaType};base64,${content.toString('base64')}`;
}

/** `window:123:1` and `window:123:0` are one window. */
function windowOf(id: string): string {
  return id.split(':', 2).join(':');
}
