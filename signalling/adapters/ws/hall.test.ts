// Who waits to say hello, and who has to go.
import { expect, it } from 'vitest';
import { createHall } from './hall.ts';

it('[WIRE-15] sends away who has been silent longest in a network that is full', () => {
  const hall = createHall<string>(10, 2);
  expect(['a1', 'a2', 'a3'].map((name) => hall.enter('a', name))).toEqual([null, null, 'a1']);
  expect(hall.enter('b', 'b1')).toBeNull();
  hall.leave('a', 'a2');
  hall.leave('a', 'a2');
  expect(hall.enter('a', 'a4')).toBeNull();
  expect(hall.enter('a', 'a5')).toBe('a3');
});

it('[WIRE-15] lets the network with most who wait pay when all is full', () => {
  const hall = createHall<string>(4, 3);
  for (const name of ['b1', 'a1', 'a2', 'a3']) hall.enter(name[0] ?? '', name);
  expect(hall.enter('c', 'c1')).toBe('a1');
  hall.leave('a', 'a1');
  expect(hall.enter('d', 'd1')).toBe('a2');
  expect(hall.enter('d', 'd2')).toBe('b1');
});
