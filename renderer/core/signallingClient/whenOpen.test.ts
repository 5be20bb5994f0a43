import { expect, test, vi } from 'vitest';
import type { ConnectionState } from './signallingClient.ts';
import { whenOpen } from './whenOpen.ts';

function fakeClient(state: ConnectionState) {
  const listeners = new Set<(state: ConnectionState) => void>();
  const onState = (listener: (state: ConnectionState) => void) => {
    listeners.add(listener);
    return () => listeners.delete(listener);
  };
  return { state, onState, listeners, become: (now: ConnectionState) => listeners.forEach((hear) => hear(now)) };
}

test('[APP-6] what is asked while the page connects waits for the connection, and not for ever', async () => {
  vi.useFakeTimers();
  await whenOpen(fakeClient('open'), 8000);

  const client = fakeClient('connecting');
  const said: string[] = [];
  const first = whenOpen(client, 8000).then(() => said.push('open'));
  client.become('reconnecting');
  await vi.advanceTimersByTimeAsync(7999);
  expect(said).toEqual([]);
  client.become('open');
  await first;
  expect(said).toEqual(['open']);

  const late = whenOpen(client, 8000).then(() => said.push('late'));
  await vi.advanceTimersByTimeAsync(8000);
  await late;
  expect(said).toEqual(['open', 'late']);
  expect(client.listeners.size).toBe(0);
  vi.useRealTimers();
});
