// Turns what the system hands us into a link of the contract, or nothing. Pure; whatever another program or a web page can send arrives here.
import { linkSchema, type HostLink } from '../../contract/index.ts';

const MAX_LINK_CHARACTERS = 300;

/** `visavis://open`, `visavis://dial?number=…` and `tel:…` (RFC 3966; its parameters are dropped). Anything else is undefined. */
export function parseLink(text: string): HostLink | undefined {
  if (text.length > MAX_LINK_CHARACTERS) return undefined;
  if (/^visavis:(\/\/)?open\/?$/i.test(text)) return { kind: 'open' };
  const written =
    /^visavis:(?:\/\/)?dial\/?\?number=([^&#]+)$/i.exec(text)?.[1] ??
    /^tel:(?:\/\/)?([^;?#/]+)(?:;[^?#/]*)?\/?$/i.exec(text)?.[1];
  const number = written === undefined ? undefined : decode(written);
  // RFC 3966 visual separators, and the spaces people put between digits.
  const parsed = linkSchema.safeParse({ kind: 'dial', number: number?.replace(/[-.() \u00a0\u202f]/g, '') });
  return parsed.success ? parsed.data : undefined;
}

/** The first link among a program's arguments; the program's own path is never one. */
export function findLink(argv: readonly string[]): HostLink | undefined {
  for (const argument of argv.slice(1)) {
    const link = parseLink(argument);
    if (link) return link;
  }
  return undefined;
}

function decode(text: string): string | undefined {
  try {
    return decodeURIComponent(text);
  } catch {
    return undefined;
  }
}
