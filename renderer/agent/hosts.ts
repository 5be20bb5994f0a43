// The machine the agent's page runs on: Electron's shell, or a browser tab that does what a tab can.
import { HOST_GLOBAL } from '../../electron/contract/channels.ts';
import type { HostCall, HostParams, HostPort, HostReply, HostResult } from '../../electron/contract/index.ts';

/** Electron's host where the preload has put one, else the browser's. */
export function findHost(): HostPort {
  const native = (globalThis as Record<string, unknown>)[HOST_GLOBAL] as HostPort | undefined;
  return native ?? createBrowserHost();
}

type Handlers = { [C in HostCall]: (params: HostParams<C>) => HostResult<C> };

/** A tab has no tray and opens no links; it can show a notification where the person allowed it, and its title. */
export function createBrowserHost(): HostPort {
  const plainTitle = document.title;
  const clicked = new Set<() => void>();
  let notification: Notification | undefined;

  const handlers: Handlers = {
    'app.describe': () => ({
      version: 'browser',
      platform: 'linux',
      serverOrigin: location.origin,
      systemLanguage: navigator.language,
      languageIsFixed: false,
      notifications: 'Notification' in window && Notification.permission === 'granted',
    }),
    'attention.raise': ({ title, body }) => {
      document.title = `☎ ${title}`;
      if ('Notification' in window && Notification.permission === 'granted' && document.visibilityState === 'hidden') {
        notification = new Notification(title, { body, tag: 'visavis-call', silent: true });
        notification.onclick = () => {
          window.focus();
          for (const listener of clicked) listener();
        };
      }
      return {};
    },
    'attention.clear': () => {
      document.title = plainTitle;
      notification?.close();
      notification = undefined;
      return {};
    },
    'tray.setStatus': () => ({}),
    'links.takePending': () => ({ links: [] }),
    'links.openOutside': ({ url }) => {
      window.open(url, '_blank', 'noopener,noreferrer');
      return {};
    },
    // Mail programs find the desktop app only.
    'replies.list': () => ({ replies: [] }),
    'replies.setHeld': () => ({}),
    'replies.takeCalls': () => ({}),
    // The browser asks, shows that something is shared, and offers the way out.
    'screens.describe': () => ({ picker: 'browser', access: 'unknown', canShareSound: true }),
    'screens.list': () => ({ sources: [] }),
    'screens.choose': () => ({ accepted: false }),
    'sharing.begin': () => ({}),
    'sharing.end': () => ({}),
  };

  return {
    call<C extends HostCall>(name: C, params: HostParams<C>): Promise<HostReply<HostResult<C>>> {
      return Promise.resolve({ ok: true, value: handlers[name](params) });
    },
    on(name, listener) {
      if (name !== 'attention.clicked') return () => undefined;
      const notify = listener as (payload: Record<string, never>) => void;
      const call = (): void => notify({});
      clicked.add(call);
      return () => clicked.delete(call);
    },
  };
}
