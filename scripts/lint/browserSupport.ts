// Since which version each browser has something of JavaScript or of the DOM. Knows the data of web-features.
import { features } from 'web-features';
import { BROWSERS } from '../build/browsers.ts';

type Support = Readonly<Partial<Record<string, string>>>;
type Status = {
  readonly support: Support;
  readonly by_compat_key?: Readonly<Partial<Record<string, { support: Support }>>>;
};
/** One that was moved or split has neither. The package's own types cannot be resolved from an ES module of Node's. */
type Feature = { readonly compat_features?: readonly string[]; readonly status?: Status };

/** As web-features names them; phones by their own names. */
const WANTED = {
  chrome: BROWSERS.chrome,
  chrome_android: BROWSERS.chrome,
  edge: BROWSERS.edge,
  firefox: BROWSERS.firefox,
  safari: BROWSERS.safari,
  safari_ios: BROWSERS.ios,
} as const;

/** What a browser lacks a part of that we do without, each with its reason. */
const ENOUGH: Readonly<Record<string, string>> = {
  'api.HTMLMediaElement.srcObject': 'streams are taken everywhere; what is lacking are files',
  'api.Window.devicePixelRatio': 'Safari leaves its own zoom out',
  'api.CanvasRenderingContext2D.font': 'sizes in pixels are taken everywhere',
  'api.CanvasRenderingContext2D.imageSmoothingQuality': 'a wish only',
  'api.OffscreenCanvasRenderingContext2D.imageSmoothingQuality': 'a wish only',
  'api.HTMLVideoElement.playsInline': 'a wish only, for iOS',
  'api.MediaStreamTrack.muted': 'a link whose tracks are never muted counts as flowing when it is connected',
  'api.Window.open': 'iOS opens a tab whatever window is asked for',
  'api.Document.fullscreenEnabled': 'nothing on iOS, which means no',
  'api.Document.fullscreenElement': 'nothing on iOS, which means none',
  'api.Document.exitFullscreen': 'called only where there is a fullscreenElement',
  'api.Element.requestFullscreen': 'offered only where fullscreenEnabled says so',
  'api.KeyboardEvent.isComposing': 'Safari ends a composition a moment too early, which `isEnter` knows',
  'api.Notification.click_event': 'whoever has one has looked',
  'api.Notification.close': 'whoever has one has looked',
  'api.WakeLockSentinel.release': 'whoever has one has looked',
};

const supportOf = new Map((Object.values(features) as readonly Feature[]).flatMap(supportByKey));

function supportByKey({ compat_features: keys = [], status }: Feature): [string, Support][] {
  if (!status) return [];
  return keys
    .filter((key) => !(key in ENOUGH))
    .map((key) => [key, status.by_compat_key?.[key]?.support ?? status.support]);
}

/**
 * What a named browser lacks of the first of these that is known, as `safari since 17.4`; `safari never` where it has not all of it.
 *
 * @param keys for example `javascript.builtins.Array.toSorted`
 */
export function lackOf(keys: readonly string[]): string | undefined {
  const support = keys.map((key) => supportOf.get(key)).find((found) => found !== undefined);
  if (!support) return undefined;
  for (const [browser, wanted] of Object.entries(WANTED)) {
    const since = support[browser];
    if (since === undefined) return `${browser} never`;
    if (compareVersions(since, wanted) > 0) return `${browser} since ${since}`;
  }
  return undefined;
}

/**
 * Every name that some named browser lacks somewhere, as it is written in a page: any other needs no look at its type, which is what
 * takes the time.
 */
export const NAMES_LACKED: ReadonlySet<string> = new Set(
  [...supportOf.keys()]
    .filter((key) => lackOf([key]) !== undefined)
    .map((key) => (key.split('.').at(-1) ?? '').replace(/^(.+)_event$/, 'on$1').replace(/_static$/, '')),
);

/** `≤79` stands for some version up to it. */
function compareVersions(a: string, b: string): number {
  const [left, right] = [a, b].map((version) => version.replace('≤', '').split('.').map(Number));
  for (let index = 0; index < 3; index += 1) {
    const difference = (left?.[index] ?? 0) - (right?.[index] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}
