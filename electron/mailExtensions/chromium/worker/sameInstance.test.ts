// The connection's name over restarts of the worker.
import { expect, test } from 'vitest';
import { sameInstance, type SessionMemory } from './sameInstance.ts';

function memory(): SessionMemory {
  const kept: Record<string, string> = {};
  return {
    get: (key) => Promise.resolve(key in kept ? { [key]: kept[key] } : {}),
    set: (items) => {
      Object.assign(kept, items);
      return Promise.resolve();
    },
  };
}

test('[DOOR-35] a worker that starts anew is the same connection, and another browser is another', async () => {
  const browser = memory();
  let made = 0;
  const create = (): string => `connection-${(made += 1)}`;
  expect(await sameInstance(browser, create)).toBe('connection-1');
  expect(await sameInstance(browser, create)).toBe('connection-1');
  expect(await sameInstance(memory(), create)).toBe('connection-2');
});

test('[DOOR-35] where nothing can be kept there is a connection all the same', async () => {
  const broken: SessionMemory = {
    get: () => Promise.reject(new Error('no')),
    set: () => Promise.reject(new Error('no')),
  };
  expect(await sameInstance(broken, () => 'connection')).toBe('connection');
});
