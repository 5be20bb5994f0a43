// The headers every answer carries. Knows the origins the pages may speak to.

/** A policy has no way to name an IPv6 address; there 'self' has to do. */
const isNameable = (origin: string): boolean => !origin.includes('[');

const YEAR_S = 31_536_000;

/** `runsWasm`: the page, or a worker that comes with these headers, runs WebAssembly. */
export type PageNeeds = { readonly runsWasm?: boolean };

/** `ws:` and `wss:` are named beside 'self': not every browser in use counts them in. */
export function securityHeaders(
  ownOrigins: readonly string[],
  { runsWasm = false }: PageNeeds = {},
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
