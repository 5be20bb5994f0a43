// Tells a person who is working elsewhere that somebody rings: a notification and a flashing task bar. MUST NOT take the keyboard focus.
import { app, Notification, type BrowserWindow } from 'electron';
import type { HostParams } from '../../contract/index.ts';
import type { Log } from '../log/createLog.ts';

export type Attention = {
  raise: (words: HostParams<'attention.raise'>) => void;
  clear: () => void;
  /** Says something in passing: nothing flashes, and nobody waits for an answer. Not while anybody keeps it silent. */
  mention: (words: HostParams<'attention.raise'>) => void;
  /**
   * While anybody keeps it silent nothing with words in it appears; the task bar still flashes. Returns what ends this
   * one's silence: what is still raised when the last has ended is then said.
   */
  silence: () => () => void;
};

export type AttentionOptions = {
  window: BrowserWindow;
  /** The person clicked the notification. */
  onClicked: () => void;
  log: Log;
};

/** One thing at a time: raising again replaces what was raised before. */
export function setupAttention({ window, onClicked, log }: AttentionOptions): Attention {
  let notification: Notification | undefined;
  let bounce: number | undefined;
  let raised: HostParams<'attention.raise'> | undefined;
  const silencers = new Set<symbol>();

  function clear(): void {
    raised = undefined;
    hush();
    if (bounce !== undefined) app.dock?.cancelBounce(bounce);
    bounce = undefined;
    if (!window.isDestroyed()) window.flashFrame(false);
  }

  function raise(words: HostParams<'attention.raise'>): void {
    clear();
    raised = words;
    if (!window.isFocused()) window.flashFrame(true);
    bounce = app.dock?.bounce('informational');
    if (silencers.size === 0) say(words);
  }

  function hush(): void {
    notification?.close();
    notification = undefined;
  }

  function say({ title, body }: HostParams<'attention.raise'>): void {
    // A window in the tray has to be seen to be answered; showing it inactive leaves the focus where it is.
    if (!window.isVisible() && !window.isMinimized()) window.showInactive();
    if (!Notification.isSupported()) return;
    // Silent because the page rings, on the device the agent chose.
    notification = new Notification({ title, body, silent: true, timeoutType: 'never' });
    notification.on('click', onClicked);
    notification.on('failed', (_event, reason) => log.warn('notification failed', { reason }));
    notification.show();
  }

  function mention({ title, body }: HostParams<'attention.raise'>): void {
    if (silencers.size > 0 || !Notification.isSupported()) return;
    const passing = new Notification({ title, body, silent: true });
    passing.on('click', onClicked);
    passing.on('failed', (_event, reason) => log.warn('notification failed', { reason }));
    passing.show();
  }

  function silence(): () => void {
    const silencer = Symbol();
    silencers.add(silencer);
    hush();
    return () => {
      const wasLast = silencers.delete(silencer) && silencers.size === 0;
      if (wasLast && raised && !window.isDestroyed()) say(raised);
    };
  }

  window.on('focus', () => window.flashFrame(false));
  return { raise, clear, mention, silence };
}
