// Who may speak through the loopback interface: decides from a request's headers alone. Knows no socket and no message.
import { createHash, timingSafeEqual } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';

export type Verdict =
  | { readonly ok: true; readonly origin: string | undefined }
  | { readonly ok: false; readonly status: 401 | 403 | 421 | 429; readonly why: Refusal };
export type Refusal = 'wrongHost' | 'wrongOrigin' | 'browserWithoutOrigin' | 'wrongToken' | 'lockedOut';

export type GuardOptions = {
  /** The port that was really opened. */
  readonly port: number;
  readonly token: string;
  readonly origins: readonly string[];
  /** A clock that never goes back. */
  readonly nowMs: () => number;
};

export type Guard = {
  /** For a browser asking in advance: it may not send the token yet. */
  readonly checkPlace: (headers: IncomingHttpHeaders) => Verdict;
  /** Place and token. `token` is what was offered, wherever it was. */
  readonly check: (headers: IncomingHttpHeaders, token: string | undefined) => Verdict;
};

/** Wrong tokens in a row after which nobody is let in for a while; programs that are in stay. */
export const WRONG_TOKENS_ALLOWED = 5;
export const LOCKED_OUT_MS = 60_000;

export function createGuard({ port, token, origins, nowMs }: GuardOptions): Guard {
  const host = `127.0.0.1:${port}`;
  const expected = digest(token);
  let wrong = 0;
  let lockedUntilMs = -Infinity;

  const checkPlace = (headers: IncomingHttpHeaders): Verdict => {
    // A name that was made to lead here (DNS rebinding) arrives under its own name.
    if (headers.host !== host) return { ok: false, status: 421, why: 'wrongHost' };
    const { origin } = headers;
    if (origin === undefined) {
      // Browsers leave Origin out of what a page cannot read, but say where a request comes from. Tools made with Node's
      // fetch send `sec-fetch-mode` alone.
      const isBrowser = headers['sec-fetch-site'] !== undefined;
      return isBrowser ? { ok: false, status: 403, why: 'browserWithoutOrigin' } : { ok: true, origin };
    }
    // `null`, which many pages share, is on no list: it is no origin.
    return origins.includes(origin) ? { ok: true, origin } : { ok: false, status: 403, why: 'wrongOrigin' };
  };

  return {
    checkPlace,
    check: (headers, offered) => {
      // First the place: a page elsewhere must not be able to lock anybody out.
      const place = checkPlace(headers);
      if (!place.ok) return place;
      if (nowMs() < lockedUntilMs) return { ok: false, status: 429, why: 'lockedOut' };
      if (offered !== undefined && timingSafeEqual(digest(offered), expected)) {
        wrong = 0;
        return place;
      }
      wrong += 1;
      if (wrong >= WRONG_TOKENS_ALLOWED) {
        wrong = 0;
        lockedUntilMs = nowMs() + LOCKED_OUT_MS;
      }
      return { ok: false, status: 401, why: 'wrongToken' };
    },
  };
}

/** Of one length whatever was offered, as the comparison wants it. */
function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}

/** From `Authorization: Bearer …`. */
export function bearerToken(headers: IncomingHttpHeaders): string | undefined {
  return /^Bearer ([A-Za-z0-9_-]{1,256})$/.exec(headers.authorization ?? '')?.[1];
}

const TOKEN_PROTOCOL = 'visavis.token.';

/** A page cannot set headers of a WebSocket: it may offer `visavis.v1, visavis.token.…` as protocols. */
export function webSocketToken(headers: IncomingHttpHeaders): string | undefined {
  const offered = headers['sec-websocket-protocol']?.split(',').map((protocol) => protocol.trim()) ?? [];
  return bearerToken(headers) ?? offered.find((one) => one.startsWith(TOKEN_PROTOCOL))?.slice(TOKEN_PROTOCOL.length);
}
