// What the wallboard says of the server's disk and of its rooms.
import { mount, unmount } from 'svelte';
import { expect, it, vi } from 'vitest';
import type { AgentId, AgentView, RoomsHealth, StoreHealth } from '../../../signalling/protocol/index.ts';
import type { SignallingClient } from '../../core/signallingClient/signallingClient.ts';
import WallboardView from './WallboardView.svelte';

// The plot asks for it as soon as it is loaded.
vi.hoisted(() => {
  vi.stubGlobal('matchMedia', () => new EventTarget());
  const nothing = (): void => undefined;
  vi.stubGlobal(
    'ResizeObserver',
    class {
      observe = nothing;
      disconnect = nothing;
    },
  );
});

const agent: AgentView = {
  agentId: 'sacha' as AgentId,
  displayName: 'Sacha',
  role: 'supervisor',
  intent: { name: 'available' },
  sinceMs: 0,
  work: { name: 'idle' },
};
const ask = (): Promise<boolean> => Promise.resolve(true);

it('[OPS-9] says that there is no space or that saving fails, and no more when that is over', async () => {
  let store: StoreHealth = 'ok';
  const asked = vi.fn((name: string) =>
    Promise.resolve(
      name === 'board.health'
        ? { ok: true, value: { store } }
        : { ok: false, problem: { code: 'internal', message: '', retryable: true } },
    ),
  );
  const client = { request: asked, nowMs: () => 0 } as unknown as SignallingClient;
  vi.useFakeTimers();
  const view = mount(WallboardView, { target: document.body, props: { client, agent, ask } });
  const saidOf = async (health: StoreHealth): Promise<string> => {
    store = health;
    await vi.advanceTimersByTimeAsync(1_000);
    return document.body.textContent;
  };
  expect(await saidOf('ok')).not.toMatch(/saved?/);
  expect(await saidOf('noSpace')).toContain('There is no space left on the server’s disk.');
  expect(await saidOf('failing')).toContain('The server cannot save what is done.');
  expect(await saidOf('ok')).not.toMatch(/saved?/);
  await unmount(view);
  vi.useRealTimers();
});

it('[BOARD-8] says whether there are rooms and why not, and nothing of a server that does not say', async () => {
  let rooms: RoomsHealth | undefined;
  const board = { atMs: 0, queues: [], agents: [], intervals: [], shieldsToday: 0, keptAwayToday: 0 };
  const asked = (name: string) =>
    Promise.resolve({ ok: true, value: name === 'board.health' ? { store: 'ok', rooms } : board });
  const client = { request: asked, nowMs: () => 0 } as unknown as SignallingClient;
  vi.useFakeTimers();
  const view = mount(WallboardView, { target: document.body, props: { client, agent, ask } });
  const saidOf = async (health: RoomsHealth | undefined): Promise<string | undefined> => {
    rooms = health;
    await vi.advanceTimersByTimeAsync(1_000);
    return document.querySelector('.wallboard > [role=status]')?.textContent.trim();
  };
  expect(await saidOf(undefined)).toBeUndefined();
  expect(await saidOf('available')).toBe('Media server: ready for calls of more than two');
  for (const [health, words] of [
    ['noWorker', 'program is not there'],
    ['off', 'turned off'],
    ['noAddress', 'does not know its own address'],
    ['starting', 'starts'],
    ['failing', 'fails again and again'],
  ] as const)
    expect(await saidOf(health)).toContain(words);
  await unmount(view);
  vi.useRealTimers();
});
