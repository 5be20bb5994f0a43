// Each link reaches the page exactly once, before and after it listens.
import { expect, test, vi } from 'vitest';
import type { HostLink } from '../../contract/index.ts';
import { createLinkInbox } from './createLinkInbox.ts';

const dial = (n: number): HostLink => ({ kind: 'dial', number: `0100${n}` });

test('[HOST-4] links wait for the page and are then passed on at once', () => {
  const passOn = vi.fn();
  const inbox = createLinkInbox(passOn);
  inbox.add(dial(1));
  inbox.add({ kind: 'open' });
  expect(passOn).not.toHaveBeenCalled();
  expect(inbox.takePending()).toEqual([dial(1), { kind: 'open' }]);
  expect(inbox.takePending()).toEqual([]);
  inbox.add(dial(2));
  expect(passOn).toHaveBeenCalledExactlyOnceWith(dial(2));
});

test('[HOST-4] a page that is loaded anew is waited for again', () => {
  const passOn = vi.fn();
  const inbox = createLinkInbox(passOn);
  inbox.takePending();
  inbox.pageGone();
  inbox.add(dial(3));
  expect(passOn).not.toHaveBeenCalled();
  expect(inbox.takePending()).toEqual([dial(3)]);
});

test('[HOST-4] at most ten links wait, the newest ones', () => {
  const inbox = createLinkInbox(vi.fn());
  for (let n = 0; n < 30; n++) inbox.add(dial(n));
  expect(inbox.takePending()).toEqual(Array.from({ length: 10 }, (_, n) => dial(20 + n)));
});
