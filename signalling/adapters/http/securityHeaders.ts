// The headers every answer carries. Knows the origins the pages may speak to.
import { REPORTS_PATH } from './policyReports.ts';

/** A policy has no way to name an IPv6 address; there 'self' has to do. */
const isNameable = (origin: string): boolean => !origin.includes('[');

/** Nothing is made of text by itself: Svelte's own policy, and one that lets our workers start (`renderer/core/trustedTypes`). */
const TRUSTED_TYPES = {
  'require-trusted-types-for': "'script'",
  'trusted-types': 'svelte-trusted-html default',
};

const YEAR_S = 31_536_000;

/**
 * `runsWasm`: a worker that comes with these headers runs WebAssembly. `isScript`: the policy is that of a worker, which makes no
 * markup: what libraries do there with addresses is bounded by where scripts may come from.
 */
export type PageNeeds = { readonly runsWasm?: boolean; readonly isScript?: boolean };

/** `ws:` and `wss:` are named beside 'self': not every browser in use counts them in. */
export function securityHeaders(
  ownOrigins: readonly string[],
  { runsWasm = false, isScript = false }: PageNeeds = {},
): Readonly<Record<string, string>> {
  const sockets = ownOrigins.filter(isNameable).map((origin) => origin.replace(/^http/, 'ws'));
  const policy: Readonly<Record<string, string>> = {
    'default-src': "'none'",
    'script-src': runsWasm ? "'self' 'wasm-unsafe-eval'" : "'self'",
    'style-src': "'self'",
    'img-src': "'self' data: blob:",
    'media-src': "'self' blob: mediastream:",
    'font-src': "'self'",
    'connect-src': ["'self'", ...sockets].join(' '),
    'worker-src': "'self'",
    'manifest-src': "'self'",
    'frame-ancestors': "'none'",
    'base-uri': "'none'",
    'form-action': "'none'",
    ...(isScript ? {} : TRUSTED_TYPES),
    // `report-to` is not in every browser, where it is it waits, and beside it this one is not heeded.
    'report-uri': REPORTS_PATH,
  };
  const allowed = ['camera', 'microphone', 'speaker-selection', 'display-capture', 'fullscreen', 'autoplay'];
  const denied = ['geolocation', 'payment', 'usb', 'serial', 'hid', 'midi'];
  return {
    'content-security-policy': Object.entries(policy)
      .map(([directive, sources]) => `${directive} ${sources}`)
      .join('; '),
    'permissions-policy': [...allowed.map((name) => `${name}=(self)`), ...denied.map((name) => `${name}=()`)].join(
      ', ',
    ),
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'no-referrer',
    'cross-origin-opener-policy': 'same-origin',
    'cross-origin-resource-policy': 'same-origin',
    'x-frame-options': 'DENY',
    // A browser that has been here once comes back by https alone (RFC 6797). Over plain http it takes no notice.
    ...(ownOrigins.some((origin) => origin.startsWith('https:'))
      ? { 'strict-transport-security': `max-age=${YEAR_S}` }
      : {}),
  };
}
