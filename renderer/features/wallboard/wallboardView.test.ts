// What the wallboard says of the server's disk.
import { mount, unmount } from 'svelte';
import { expect, it, vi } from 'vitest';
import type { StoreHealth } from '../../../signalling/protocol/index.ts';
import type { SignallingClient } from '../../core/signallingClient/signallingClient.ts';
import WallboardView from './WallboardView.svelte';

// The plot asks for it as soon as it is loaded.
vi.hoisted(() => vi.stubGlobal('matchMedia', () => new EventTarget()));

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
  const view = mount(WallboardView, { target: document.body, props: { client } });
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
