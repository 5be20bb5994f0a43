// Sharing a screen from the real desktop app: what is listed, what the page gets, what the person sees. The page's own dialogs
// are not known here: the host port is asked as they would ask it.
import type { Page } from '@playwright/test';
import type { HostResult } from '../../electron/contract/index.ts';
import { until, type Desktop } from '../support/desktop.ts';
import { logOf, type RunningApp } from '../support/electronApp.ts';
import { openOtherWindow, type OtherWindow } from '../support/otherWindow.ts';
import { expect, test as base } from '../support/shellTest.ts';

type Source = HostResult<'screens.list'>['sources'][number];

const TITLE = 'Quarterly figures';

const test = base.extend<{ other: OtherWindow }>({
  other: async ({ desktop }, use) => {
    const other = await openOtherWindow(desktop, TITLE);
    await use(other);
    await other.close();
  },
});

function sourcesOf({ page }: RunningApp): Promise<Source[]> {
  return page.evaluate(async () => {
    const reply = await window.visavisHost.call('screens.list', {});
    if (!reply.ok) throw new Error(reply.code);
    return reply.value.sources;
  });
}

async function findSource(app: RunningApp, isWanted: (source: Source) => boolean): Promise<Source> {
  let found: Source | undefined;
  await until('the source is listed with its picture', async () => {
    found = (await sourcesOf(app)).find(isWanted);
    return found !== undefined && found.thumbnail !== '';
  });
  if (!found) throw new Error('not listed');
  return found;
}

interface Capture {
  readonly outcome: string;
  readonly label: string;
}

/** Chooses and captures as the page's controller does; the stream goes on as `window.shared`. */
function capture({ page }: RunningApp, sourceId: string | undefined): Promise<Capture> {
  return page.evaluate(async (id) => {
    if (id !== undefined) await window.visavisHost.call('screens.choose', { sourceId: id, audio: false });
    try {
      const stream = await navigator.mediaDevices.getDisplayMedia({ video: { frameRate: { max: 30 } }, audio: false });
      Object.assign(window, { shared: stream });
      return { outcome: 'allowed', label: stream.getVideoTracks()[0]?.label ?? '' };
    } catch (error) {
      return { outcome: error instanceof Error ? error.name : 'refused', label: '' };
    }
  }, sourceId);
}

/** Pictures of the shared stream until `count` of them differ from the one before: the colour of a point, by shares of width and height. */
function coloursOf({ page }: RunningApp, count: number, at: { x: number; y: number }): Promise<string[]> {
  return page.evaluate(
    async ([wanted, point]) => {
      const { shared } = window as unknown as { shared: MediaStream };
      const video = document.createElement('video');
      video.srcObject = shared;
      video.muted = true;
      await video.play();
      const canvas = document.createElement('canvas');
      const draw = canvas.getContext('2d', { willReadFrequently: true });
      if (!draw) throw new Error('no canvas');
      const colours: string[] = [];
      while (colours.length < wanted) {
        await new Promise((resolve) => video.requestVideoFrameCallback(resolve));
        [canvas.width, canvas.height] = [video.videoWidth, video.videoHeight];
        draw.drawImage(video, 0, 0);
        const { data } = draw.getImageData(
          Math.floor(canvas.width * point.x),
          Math.floor(canvas.height * point.y),
          1,
          1,
        );
        const colour = [...data.slice(0, 3)].map((value) => (value > 128 ? 1 : 0)).join('');
        if (colour !== colours.at(-1)) colours.push(colour);
      }
      video.srcObject = null;
      return colours;
    },
    [count, at] as const,
  );
}

test('[SHARE-1][SHARE-5] a window is chosen from a list without our own, and its moving picture arrives', async ({
  start,
  other,
}) => {
  const app = await start();
  const source = await findSource(app, ({ name }) => name.includes(TITLE));
  expect(source).toMatchObject({ kind: 'window' });
  expect(source.thumbnail).toMatch(/^data:image\/jpeg;base64,/);
  const listed = await sourcesOf(app);
  expect(listed.filter(({ kind }) => kind === 'screen')).toHaveLength(1);
  expect(listed.filter(({ name }) => name === 'Visavis')).toEqual([]);
  expect(other.page.isClosed()).toBe(false);

  expect(await capture(app, source.sourceId)).toEqual({ outcome: 'allowed', label: source.name });
  const colours = await coloursOf(app, 4, { x: 0.6, y: 0.8 });
  expect(new Set(colours)).toEqual(new Set(['001', '110']));
});

test('[SHARE-4] without a choice there is no capture, and a choice is good for one', async ({
  start,
  other,
  profile,
}) => {
  const app = await start();
  expect((await capture(app, undefined)).outcome).not.toBe('allowed');
  await until('the refusal is on record', () => logOf(profile).includes('permission denied'));
  expect(other.page.isClosed()).toBe(false);

  const source = await findSource(app, ({ name }) => name.includes(TITLE));
  expect((await capture(app, source.sourceId)).outcome).toBe('allowed');
  expect((await capture(app, undefined)).outcome).not.toBe('allowed');
  // The old way to a screen, which names its source itself, stays shut as well.
  const oldWay = await app.page.evaluate(
    (id) =>
      navigator.mediaDevices
        .getUserMedia({
          video: { mandatory: { chromeMediaSource: 'desktop', chromeMediaSourceId: id } } as MediaTrackConstraints,
        })
        .then(
          () => 'allowed',
          () => 'refused',
        ),
    source.sourceId,
  );
  expect(oldWay).toBe('refused');
});

test('[SHARE-1][SHARE-4] what was not listed cannot be chosen: invented windows and our own', async ({ start }) => {
  const app = await start();
  await findSource(app, ({ kind }) => kind === 'screen');
  const own = await app.electron.evaluate(({ BrowserWindow }) =>
    BrowserWindow.getAllWindows().map((window) => window.getMediaSourceId()),
  );
  for (const sourceId of ['window:123456:0', ...own]) {
    const reply = await app.page.evaluate(
      (id) => window.visavisHost.call('screens.choose', { sourceId: id, audio: false }),
      sourceId,
    );
    expect(reply).toEqual({ ok: true, value: { accepted: false } });
  }
  expect((await capture(app, undefined)).outcome).not.toBe('allowed');
});

/** The bar and the four sides of the frame, as the shell has them; the agent's own window is left out. */
function overlays({ electron }: RunningApp): Promise<{ width: number; height: number; isShown: boolean }[]> {
  return electron.evaluate(({ BaseWindow, BrowserWindow }) =>
    BaseWindow.getAllWindows()
      .filter((window) => !BrowserWindow.getAllWindows().some(({ id }) => id === window.id))
      .map((window) => ({ ...window.getBounds(), isShown: window.isVisible() })),
  );
}

/** The page in the bar. */
async function barOf({ electron }: RunningApp): Promise<Page> {
  const isBar = (page: Page): boolean => page.url() === 'visavis-app://sharing/';
  await until('the bar has its page', () => electron.windows().some(isBar));
  const bar = electron.windows().find(isBar);
  if (!bar) throw new Error('no bar');
  return bar;
}

/** As the page does it: words for the bar, and what *Stop sharing* in it leads to. */
function beginSharing({ page }: RunningApp, kind: Source['kind'], name: string): Promise<unknown> {
  return page.evaluate(
    async ([sharedKind, sharedName]) => {
      window.heard = [];
      window.visavisHost.on('sharing.stopRequested', () => {
        window.heard.push('stop');
        const { shared } = window as unknown as { shared?: MediaStream };
        for (const track of shared?.getTracks() ?? []) track.stop();
        void window.visavisHost.call('sharing.end', {});
      });
      const words = { language: 'en', sharing: `You are sharing “${sharedName}”`, stop: 'Stop sharing' };
      return window.visavisHost.call('sharing.begin', { name: sharedName, kind: sharedKind, words });
    },
    [kind, name] as const,
  );
}

/** Presses *Stop sharing* with the mouse, where a person finds it: near the right end of the bar. */
async function pressStop(app: RunningApp, desktop: Desktop): Promise<void> {
  await expect((await barOf(app)).getByRole('button', { name: 'Stop sharing' })).toBeVisible();
  const place = await app.electron.evaluate(({ BaseWindow }) =>
    BaseWindow.getAllWindows()
      .map((window) => window.getBounds())
      .find(({ height, width }) => height > 20 && height < 100 && width > 100),
  );
  if (!place) throw new Error('no bar');
  const [x, y] = [place.x + place.width - 60, place.y + place.height / 2];
  desktop.xdotool('mousemove', String(x), String(y), 'click', '1');
}

test('[SHARE-6][SHARE-7] a shared screen has a red frame and a bar that take no focus; Stop sharing in it ends all', async ({
  start,
  other,
  desktop,
}) => {
  const app = await start();
  const screen = await findSource(app, ({ kind }) => kind === 'screen');
  const text = other.page.getByRole('textbox', { name: 'Text' });
  desktop.xdotool('mousemove', String(other.textAt.x), String(other.textAt.y), 'click', '1');
  await until('the other window has the focus', () =>
    desktop.xdotool('getactivewindow', 'getwindowname').includes(TITLE),
  );
  const otherWindow = desktop.xdotool('getactivewindow');

  expect((await capture(app, screen.sourceId)).outcome).toBe('allowed');
  expect(await beginSharing(app, 'screen', screen.name)).toEqual({ ok: true, value: {} });
  await until('bar and frame are there', async () => {
    const shown = await overlays(app);
    return shown.length === 5 && shown.every(({ isShown }) => isShown);
  });
  // On Linux a capture shows the frame as well: so it is really on the screen, at its edge and not inside.
  await expect.poll(() => coloursOf(app, 1, { x: 0.5, y: 0.999 })).toEqual(['100']);
  expect(await coloursOf(app, 1, { x: 0.001, y: 0.5 })).toEqual(['100']);
  expect(await coloursOf(app, 1, { x: 0.9, y: 0.5 })).toEqual(['000']);
  // Neither can be shared itself.
  expect((await sourcesOf(app)).filter(({ kind }) => kind === 'window').map(({ name }) => name)).toEqual([
    expect.stringContaining(TITLE),
  ]);

  desktop.xdotool('type', '--delay', '30', 'hello');
  await expect(text).toHaveValue('hello');
  expect(desktop.xdotool('getactivewindow')).toBe(otherWindow);

  await pressStop(app, desktop);
  await expect.poll(() => app.page.evaluate(() => window.heard)).toEqual(['stop']);
  await until('nothing of it is left', async () => (await overlays(app)).length === 0);
  desktop.xdotool('type', '--delay', '30', ' world');
  await expect(text).toHaveValue('hello world');
});

test('[SHARE-6][SHARE-7] a shared window has the bar alone, and a page that is gone leaves none behind', async ({
  start,
}) => {
  const app = await start();
  await beginSharing(app, 'window', 'A & <b>B</b>');
  await until('the bar is there', async () => (await overlays(app)).length === 1);
  await expect((await barOf(app)).getByText('You are sharing “A & <b>B</b>”')).toBeVisible();
  await app.page.reload();
  await until('the bar went with the page', async () => (await overlays(app)).length === 0);

  await beginSharing(app, 'screen', 'Entire screen');
  await until('bar and frame are there', async () => (await overlays(app)).length === 5);
  await app.electron.evaluate(({ BrowserWindow }) =>
    BrowserWindow.getAllWindows()[0]?.webContents.forcefullyCrashRenderer(),
  );
  await until('they went with the page', async () => (await overlays(app)).length === 0);
});

test('[SHARE-7] quitting while sharing ends the app', async ({ start }) => {
  const app = await start();
  await beginSharing(app, 'screen', 'Entire screen');
  await until('bar and frame are there', async () => (await overlays(app)).length === 5);
  expect(await app.quit()).toBe(0);
});
