// What a ringing call does to the desktop, and what it never does. Electron is a stand-in; focus itself is tested on a real desktop.
import type { EventEmitter } from 'node:events';
import type { BrowserWindow } from 'electron';
import { beforeEach, expect, test, vi } from 'vitest';
import { setupAttention, type Attention } from './setupAttention.ts';

const shown = vi.hoisted(() => ({ notifications: [] as FakeNotification[], areSupported: true }));

type FakeNotification = EventEmitter & { options: unknown; isOpen: boolean };

vi.mock('electron', async () => {
  const { EventEmitter: Emitter } = await import('node:events');
  class Notification extends Emitter {
    static isSupported = (): boolean => shown.areSupported;
    isOpen = false;
    options: unknown;
    constructor(options: unknown) {
      super();
      this.options = options;
      shown.notifications.push(this);
    }
    show(): void {
      this.isOpen = true;
    }
    close(): void {
      this.isOpen = false;
    }
  }
  return { Notification, app: { dock: undefined } };
});

function scene(state: { isVisible: boolean; isFocused: boolean }): {
  attention: Attention;
  window: Record<string, ReturnType<typeof vi.fn>>;
  onClicked: ReturnType<typeof vi.fn>;
} {
  const window = {
    isDestroyed: vi.fn(() => false),
    isVisible: vi.fn(() => state.isVisible),
    isMinimized: vi.fn(() => false),
    isFocused: vi.fn(() => state.isFocused),
    flashFrame: vi.fn(),
    showInactive: vi.fn(),
    show: vi.fn(),
    focus: vi.fn(),
    on: vi.fn(),
  };
  const log = { debug: vi.fn(), info: vi.fn(), warn: vi.fn(), error: vi.fn() };
  const onClicked = vi.fn();
  return {
    window,
    onClicked,
    attention: setupAttention({ window: window as unknown as BrowserWindow, onClicked, log }),
  };
}

const WORDS = { title: 'Incoming call', body: 'Ada – Loans' };

beforeEach(() => {
  shown.notifications = [];
  shown.areSupported = true;
});

test('[HOST-7] a call raises one silent notification and flashes, without showing or focusing the window', () => {
  const { attention, window } = scene({ isVisible: true, isFocused: false });
  attention.raise(WORDS);
  attention.raise({ ...WORDS, body: 'Bob – Cards' });
  expect(shown.notifications.map(({ options, isOpen }) => ({ options, isOpen }))).toEqual([
    { options: { ...WORDS, silent: true, timeoutType: 'never' }, isOpen: false },
    { options: { title: WORDS.title, body: 'Bob – Cards', silent: true, timeoutType: 'never' }, isOpen: true },
  ]);
  expect(window['flashFrame']).toHaveBeenLastCalledWith(true);
  for (const taker of ['show', 'focus', 'showInactive']) expect(window[taker]).not.toHaveBeenCalled();
});

test('[HOST-7] a hidden window is shown inactive, a focused one does not flash', () => {
  const hidden = scene({ isVisible: false, isFocused: false });
  hidden.attention.raise(WORDS);
  expect(hidden.window['showInactive']).toHaveBeenCalledOnce();
  const focused = scene({ isVisible: true, isFocused: true });
  focused.attention.raise(WORDS);
  expect(focused.window['flashFrame']).not.toHaveBeenCalledWith(true);
});

test('[HOST-7] clearing closes the notification and stops the flashing', () => {
  const { attention, window } = scene({ isVisible: true, isFocused: false });
  attention.raise(WORDS);
  attention.clear();
  expect(shown.notifications.map(({ isOpen }) => isOpen)).toEqual([false]);
  expect(window['flashFrame']).toHaveBeenLastCalledWith(false);
});

test('[HOST-7] a click is passed on; a desktop without notifications still flashes', () => {
  const { attention, onClicked } = scene({ isVisible: true, isFocused: false });
  attention.raise(WORDS);
  shown.notifications[0]?.emit('click');
  expect(onClicked).toHaveBeenCalledOnce();
  shown.areSupported = false;
  const without = scene({ isVisible: true, isFocused: false });
  without.attention.raise(WORDS);
  expect(shown.notifications).toHaveLength(1);
  expect(without.window['flashFrame']).toHaveBeenLastCalledWith(true);
});

test('[SHARE-8] while it is silenced nothing with words appears; what is still raised afterwards is said then', () => {
  const { attention, window } = scene({ isVisible: false, isFocused: false });
  attention.raise(WORDS);
  const unsilence = attention.silence();
  expect(shown.notifications.map(({ isOpen }) => isOpen)).toEqual([false]);
  window['showInactive']?.mockClear();
  attention.raise({ ...WORDS, body: 'Bob – Cards' });
  expect(shown.notifications).toHaveLength(1);
  expect(window['showInactive']).not.toHaveBeenCalled();
  expect(window['flashFrame']).toHaveBeenLastCalledWith(true);
  unsilence();
  expect(shown.notifications.at(-1)).toMatchObject({ options: { body: 'Bob – Cards' }, isOpen: true });
});

test('[SHARE-8] what was cleared meanwhile is not said, and one who ends a silence ends only their own', () => {
  const { attention } = scene({ isVisible: true, isFocused: false });
  const [first, second] = [attention.silence(), attention.silence()];
  attention.raise(WORDS);
  first();
  first();
  expect(shown.notifications).toEqual([]);
  attention.clear();
  second();
  expect(shown.notifications).toEqual([]);
  attention.raise(WORDS);
  expect(shown.notifications).toHaveLength(1);
  second();
  expect(shown.notifications).toHaveLength(1);
});

test('[HOST-12] what is said in passing flashes nothing, and is not said while anybody keeps it silent', () => {
  const { attention, window } = scene({ isVisible: true, isFocused: false });
  const end = attention.silence();
  attention.mention(WORDS);
  expect(shown.notifications).toHaveLength(0);
  end();
  attention.mention(WORDS);
  expect(shown.notifications.map(({ options }) => options)).toEqual([{ ...WORDS, silent: true }]);
  expect(window['flashFrame']).not.toHaveBeenCalled();
});
