import { Duplex } from 'node:stream';
import { expect, it } from 'vitest';
import { createTurnWrites } from './turnWrites.ts';

type Chunks = { chunk: Buffer }[];

/** A stream that notes what leaves together. */
function notedStream(): { stream: Duplex; left: string[] } {
  const left: string[] = [];
  const stream = new Duplex({
    read: () => undefined,
    write: (chunk, _encoding, done) => {
      left.push(String(chunk));
      done();
    },
    writev: (chunks, done) => {
      left.push((chunks as Chunks).map(({ chunk }) => String(chunk)).join('+'));
      done();
    },
  });
  return { stream, left };
}

const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

it('[WIRE-26] lets what is written in one turn leave together, and what comes later leave later', async () => {
  const writes = createTurnWrites();
  const [one, other] = [notedStream(), notedStream()];
  for (const text of ['reply', 'notice']) {
    writes.hold(one.stream);
    one.stream.write(text);
    writes.hold(other.stream);
    other.stream.write(text);
    await Promise.resolve();
  }
  expect(one.left).toEqual([]);
  await turn();
  expect(one.left).toEqual(['reply+notice']);
  expect(other.left).toEqual(['reply+notice']);
  writes.hold(one.stream);
  one.stream.write('next');
  await turn();
  expect(one.left).toEqual(['reply+notice', 'next']);
});

it('[WIRE-26] lets it leave before the turn ends where that is asked, as often as it is asked', async () => {
  const writes = createTurnWrites();
  const { stream, left } = notedStream();
  writes.hold(stream);
  stream.write('last word');
  writes.release(stream);
  writes.release(stream);
  expect(left).toEqual(['last word']);
  await turn();
  stream.write('not held');
  expect(left).toEqual(['last word', 'not held']);
});
