// Marks in a page when things happen that no test can see in time: the click, the first picture and sound of each
// connection, a session taken up again, "Reconnecting…" shown. Times are epoch milliseconds with fractions.
import type { Page } from '@playwright/test';

export type MarkName = 'click' | 'picture' | 'sound' | 'resumed' | 'reconnecting' | 'reconnected';
export type Mark = { readonly name: MarkName; readonly atMs: number; readonly detail: string };

type TrackReader = { read(): Promise<{ value?: { close(): void } }>; cancel(): Promise<void> };
type TrackProcessor = new (init: { track: MediaStreamTrack }) => { readable: { getReader(): TrackReader } };

declare global {
  interface Window {
    visavisMarks: Mark[];
    visavisMark: (name: MarkName, detail?: string) => void;
    /** Those not collected yet; open or closed. */
    visavisConnections: () => RTCPeerConnection[];
    /** Intervals set and not cleared. */
    visavisIntervals: () => number;
  }
}

/** Must run before the page's own scripts. */
export async function markMoments(page: Page): Promise<void> {
  await page.addInitScript(markConnections);
  await page.addInitScript(markResuming);
  await page.addInitScript(markScreen);
  await page.addInitScript(countIntervals);
}

function markConnections(): void {
  window.visavisMarks = [];
  window.visavisMark = (name, detail = '') => {
    window.visavisMarks.push({ name, atMs: performance.timeOrigin + performance.now(), detail });
  };
  const made: WeakRef<RTCPeerConnection>[] = [];
  window.visavisConnections = () => made.map((ref) => ref.deref()).filter((connection) => connection !== undefined);

  const firstPicture = async (track: MediaStreamTrack): Promise<void> => {
    const { MediaStreamTrackProcessor } = window as unknown as { MediaStreamTrackProcessor: TrackProcessor };
    const reader = new MediaStreamTrackProcessor({ track }).readable.getReader();
    (await reader.read()).value?.close();
    window.visavisMark('picture');
    await reader.cancel();
  };
  const firstSound = async (connection: RTCPeerConnection): Promise<void> => {
    for (let look = 0; look < 400 && connection.connectionState !== 'closed'; look += 1) {
      const entries = [...(await connection.getStats()).values()] as Record<string, unknown>[];
      const audio = entries.find((entry) => entry['type'] === 'inbound-rtp' && entry['kind'] === 'audio');
      if (Number(audio?.['jitterBufferEmittedCount'] ?? 0) > 0) {
        window.visavisMark('sound');
        return;
      }
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  };
  const Native = window.RTCPeerConnection;
  window.RTCPeerConnection = class extends Native {
    constructor(config?: RTCConfiguration) {
      super(config);
      made.push(new WeakRef(this));
      this.addEventListener('track', ({ track }) => {
        if (track.kind === 'video') void firstPicture(track);
        else track.addEventListener('unmute', () => void firstSound(this), { once: true });
      });
    }
  };
}

function markResuming(): void {
  const Native = window.WebSocket;
  window.WebSocket = class extends Native {
    override send(...parameters: Parameters<WebSocket['send']>): void {
      const [data] = parameters;
      if (typeof data === 'string' && /"name":"(agent|call)\.resume"/.test(data)) {
        const { id } = JSON.parse(data) as { id: number };
        const look = (event: MessageEvent): void => {
          const frame = JSON.parse(String(event.data)) as { kind: string; id?: number; ok?: boolean };
          if (frame.kind !== 'reply' || frame.id !== id) return;
          if (frame.ok === true) window.visavisMark('resumed');
          this.removeEventListener('message', look);
        };
        this.addEventListener('message', look);
      }
      super.send(...parameters);
    }
  };
}

function markScreen(): void {
  const noteClick = ({ target }: Event): void => {
    const button = target instanceof Element ? target.closest('button') : null;
    window.visavisMark('click', button?.textContent.trim() ?? '');
  };
  addEventListener('click', noteClick, { capture: true });
  let isShown = false;
  addEventListener('DOMContentLoaded', () => {
    new MutationObserver(() => {
      const shown = document.querySelector('.cover')?.textContent.includes('Reconnecting…') ?? false;
      if (shown !== isShown) window.visavisMark(shown ? 'reconnecting' : 'reconnected');
      isShown = shown;
    }).observe(document.body, { subtree: true, childList: true, characterData: true });
  });
}

function countIntervals(): void {
  const intervals = new Set<unknown>();
  const set = window.setInterval.bind(window);
  const clear = window.clearInterval.bind(window);
  window.setInterval = ((...parameters: Parameters<typeof set>) => {
    const id = set(...parameters);
    intervals.add(id);
    return id;
  }) as typeof window.setInterval;
  window.clearInterval = (id) => {
    intervals.delete(id);
    clear(id);
  };
  window.visavisIntervals = () => intervals.size;
}

export function forgetMarks(page: Page): Promise<void> {
  return page.evaluate(() => {
    window.visavisMarks.length = 0;
  });
}

export function marksOf(page: Page): Promise<Mark[]> {
  return page.evaluate(() => window.visavisMarks);
}

/** The first of this name since `sinceMs`, waited for. Looks seldom, so as not to slow down what it measures. */
export async function markOf(page: Page, name: MarkName, limitMs: number, detail = '', sinceMs = 0): Promise<number> {
  const handle = await page.waitForFunction(
    ([wanted, text, since]) =>
      window.visavisMarks.find((mark) => mark.name === wanted && mark.detail.includes(text) && mark.atMs >= since)
        ?.atMs,
    [name, detail, sinceMs] as const,
    { timeout: limitMs, polling: 100 },
  );
  return Number(await handle.jsonValue());
}
