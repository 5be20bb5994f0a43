// Notices to whoever speaks for an address.
import { expect, it } from 'vitest';
import type { Notice } from '../../protocol/index.ts';
import { agentIdSchema } from '../../protocol/index.ts';
import { createLocalBus } from './localBus.ts';

it('[AGENT-5] delivers in order to those who listen, and to nobody after they stopped', () => {
  const bus = createLocalBus();
  const address = `agent:${agentIdSchema.parse('a')}` as const;
  const notice: Notice = { name: 'session.replaced', payload: {} };
  const heard: string[] = [];
  bus.publish(address, notice);
  const stopFirst = bus.subscribe(address, () => {
    heard.push('first');
    stopFirst();
  });
  bus.subscribe(address, () => heard.push('second'));
  bus.publish(address, notice);
  bus.publish(address, notice);
  expect(heard).toEqual(['first', 'second', 'second']);
  stopFirst();
});
