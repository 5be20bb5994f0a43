// How the other side is asked to be sent Opus. Pure text work on SDP.

/** RFC 7587, section 6.1: in-band forward error correction and discontinuous transmission. */
const WANTED: Readonly<Record<string, string>> = { useinbandfec: '1', usedtx: '1' };

/**
 * An encoder follows the format parameters in the *remote* description, so this is applied to what the other side
 * sent before it is set: our outgoing sound then has FEC and DTX whatever the other side asked for.
 *
 * @returns the SDP with `useinbandfec=1;usedtx=1` on every Opus payload; unchanged where there is no Opus
 */
export function withOpusSettings(sdp: string): string {
  const payloads = new Set([...sdp.matchAll(/^a=rtpmap:(\d+) opus\/48000/gim)].map((match) => match[1]));
  return [...payloads].reduce<string>((text, payload) => (payload === undefined ? text : tune(text, payload)), sdp);
}

/** In every line of sound: bundled lines MUST say the same of a payload (RFC 8843, section 9.1). */
function tune(sdp: string, payload: string): string {
  const line = new RegExp(`^a=fmtp:${payload} (.*)$`, 'gm');
  if (!line.test(sdp))
    return sdp.replace(new RegExp(`^(a=rtpmap:${payload} .*)$`, 'gm'), `$1\r\na=fmtp:${payload} ${format({})}`);
  return sdp.replace(line, (_, parameters: string) => `a=fmtp:${payload} ${format(parse(parameters))}`);
}

function parse(parameters: string): Record<string, string> {
  const pairs = parameters
    .trim()
    .split(';')
    .map((pair) => pair.trim().split('='))
    .filter((pair) => pair[0]);
  return Object.fromEntries(pairs.map(([name, value]) => [name, value ?? ''])) as Record<string, string>;
}

function format(parameters: Record<string, string>): string {
  return Object.entries({ ...parameters, ...WANTED })
    .map(([name, value]) => (value === '' ? name : `${name}=${value}`))
    .join(';');
}
