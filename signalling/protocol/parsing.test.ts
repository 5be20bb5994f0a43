// Frames of our own clients are read without a look at the whole; nothing else about them is different. What is passed on as text is
// exactly what was checked.
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { requestFrameSchema } from './envelope.ts';
import { parseKnown } from './parseKnown.ts';
import { parseParams, parseRequestFrame } from './parsing.ts';
import { jsonOf } from './wireText.ts';

const SIGNAL = {
  callId: 'AAAAAAAAAAAAAAAAAAAAAA',
  generation: 1,
  signal: { type: 'candidate', candidate: { candidate: 'candidate:1', sdpMLineIndex: 0, sdpMid: '0' } },
};
const framed = (params: string, id = '7'): string =>
  `{"kind":"request","id":${id},"name":"peer.signal","params":${params}}`;

/** What would be passed on of a frame; undefined: it is refused. */
function passedOn(text: string): string | undefined {
  const read = parseRequestFrame(text);
  if (read?.frame.name !== 'peer.signal') return undefined;
  const params = parseParams('peer.signal', read.frame.params, read.paramsText);
  return params.ok ? jsonOf(params.value.params) : undefined;
}

it('[WIRE-25] reads a frame of our own clients as any other', () => {
  const frame = fc.record({
    kind: fc.constantFrom('request', 'reply'),
    id: fc.oneof(fc.integer({ min: -3, max: 3 }), fc.constantFrom(2_147_483_647, 2_147_483_648, 1.5, 1e21)),
    name: fc.oneof(fc.constantFrom('call.start', 'a', '', 'x'.repeat(65), 'no such "name"'), fc.string()),
    params: fc.jsonValue(),
  });
  const broken = fc
    .tuple(frame, fc.nat(200), fc.constantFrom('', '}', '{', '"', ',', ',"id":2', ' '))
    .map(([whole, at, put]) => {
      const text = JSON.stringify(whole);
      return text.slice(0, at % text.length) + put + text.slice((at % text.length) + (put === '' ? 1 : 0));
    });
  fc.assert(
    fc.property(
      fc.oneof(
        frame.map((whole) => JSON.stringify(whole)),
        broken,
      ),
      (text) => {
        let json: unknown;
        try {
          json = JSON.parse(text);
        } catch {
          expect(parseRequestFrame(text)).toBeNull();
          return;
        }
        const known = parseKnown(requestFrameSchema, json);
        const read = parseRequestFrame(text);
        expect(read?.frame).toEqual(known.ok ? known.value : undefined);
        if (known.ok) expect(read?.unknown).toEqual(known.unknown);
      },
    ),
    { numRuns: 2000, seed: 25 },
  );
});

it('[WIRE-25] passes a signal on as the text it came in, and as it was read where something was left out', () => {
  const text = JSON.stringify(SIGNAL);
  expect(passedOn(framed(text))).toBe(text);
  // Not as we write it, and yet what it says.
  const spaced = JSON.stringify(SIGNAL, null, 1);
  expect(passedOn(framed(spaced))).toBe(spaced);
  expect(passedOn(JSON.stringify({ name: 'peer.signal', params: SIGNAL, id: 1, kind: 'request' }))).toBe(text);
  expect(passedOn(framed(JSON.stringify({ ...SIGNAL, later: 'field' })))).toBe(text);
});

it('[WIRE-25] passes nothing on that was not checked, whatever stands beside the params or twice', () => {
  const [good, evil] = [JSON.stringify(SIGNAL), '{"callId":"x"}'];
  // The last of two is what JSON says: that one is checked, and that one alone is passed on.
  expect(passedOn(framed(`${good},"params":${evil}`))).toBeUndefined();
  expect(passedOn(framed(`${evil},"params":${good}`))).toBe(good);
  expect(passedOn(framed(`${good},"more":${evil}`))).toBe(good);
  expect(passedOn(framed(`${good}}{`))).toBeUndefined();
  expect(passedOn(framed(good, '2147483648'))).toBeUndefined();
  const twice = good.replace('"generation":1', '"generation":-1,"generation":1');
  expect(JSON.parse(passedOn(framed(twice)) ?? '')).toEqual(SIGNAL);
});
