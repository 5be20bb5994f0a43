// The native shell on a real (if unseen) desktop: one instance, its window, closing, links, ringing. Knows nothing of what the page shows.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { until } from '../support/desktop.ts';
import {
  boundsOf,
  isFocused,
  logOf,
  makeProfile,
  removeProfile,
  startToItsEnd,
  type RunningApp,
} from '../support/electronApp.ts';
import { expect, test } from '../support/shellTest.ts';

/** Listens for links, and says that the page does so from now on. */
async function hearLinks(app: RunningApp): Promise<void> {
  await app.page.evaluate(async () => {
    window.heard = [];
    window.visavisHost.on('link.opened', (link) => window.heard.push(JSON.stringify(link)));
    await window.visavisHost.call('links.takePending', {});
  });
}

/** So large, and known to the app as such: the window manager says the size before the state, and the app asks no state back that it does not know. */
async function fillsScreen(app: RunningApp): Promise<boolean> {
  const isMaximised = await app.electron.evaluate(
    ({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.isMaximized() === true,
  );
  return isMaximised && (await boundsOf(app)).width >= 1600;
}

test('[HOST-1] a second start brings the first to the front, hands over its link, and ends', async ({
  desktop,
  profile,
  start,
}) => {
  const app = await start();
  await hearLinks(app);
  await app.electron.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.minimize());
  const second = await startToItsEnd({ desktop, profile, parameters: ['tel:+33-1-23-45-67-89'] });
  expect(second.code).toBe(0);
  await until('the first window has the focus', () => isFocused(app));
  await expect.poll(() => app.page.evaluate(() => window.heard)).toEqual(['{"kind":"dial","number":"+33123456789"}']);
});

test('[HOST-1] another profile is another app', async ({ start }) => {
  const otherProfile = makeProfile();
  const [first, other] = [await start(), await start({ profile: otherProfile })];
  expect(first.electron.process().pid).not.toBe(other.electron.process().pid);
  await other.quit();
  removeProfile(otherProfile);
});

test('[HOST-4] of several starts with links only the well-formed arrive, each once', async ({
  desktop,
  profile,
  start,
}) => {
  const app = await start();
  await hearLinks(app);
  for (const link of [
    'tel:not-a-number',
    'visavis://dial?number=1234',
    'visavis://dial?number=<b>',
    'visavis://open',
  ]) {
    await startToItsEnd({ desktop, profile, parameters: [link] });
  }
  await expect
    .poll(() => app.page.evaluate(() => window.heard))
    .toEqual(['{"kind":"dial","number":"1234"}', '{"kind":"open"}']);
  expect(logOf(profile)).not.toContain('1234');
});

test('[HOST-2] the window comes back where it was, and maximised', async ({ start }) => {
  let app = await start();
  const wanted = { x: 220, y: 140, width: 777, height: 611 };
  await app.electron.evaluate(({ BrowserWindow }, to) => BrowserWindow.getAllWindows()[0]?.setBounds(to), wanted);
  await until('the window has its new size', async () => (await boundsOf(app)).width === wanted.width);
  const before = await boundsOf(app);
  await app.quit();

  app = await start();
  expect(await boundsOf(app)).toEqual(before);
  await app.electron.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.maximize());
  await until('the window fills the screen', () => fillsScreen(app));
  await app.quit();

  app = await start();
  await until('the window fills the screen again', () => fillsScreen(app));
  await app.electron.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.unmaximize());
  await until('the window is small again', async () => (await boundsOf(app)).width === wanted.width);
});

test('[HOST-2] a damaged file and a place off the screen do no harm', async ({ profile, start }) => {
  writeFileSync(join(profile, 'window.json'), '{"x":');
  let app = await start();
  expect(await boundsOf(app)).toMatchObject({ width: 1100, height: 760 });
  await app.quit();
  writeFileSync(join(profile, 'window.json'), '{"x":5000,"y":5000,"width":800,"height":600,"isMaximised":false}');
  app = await start();
  const bounds = await boundsOf(app);
  expect(bounds).toMatchObject({ width: 800, height: 600 });
  expect(bounds.x).toBeLessThan(1500);
});

test('[POLICY-3][POLICY-5] what the organisation has fixed goes before what the person says, and a change of it is noticed', async ({
  profile,
  start,
}) => {
  const file = join(profile, 'policy-of-the-machine.json');
  writeFileSync(file, '{"fixed":{"ServerOrigin":"https://fixed.example","Language":"fr"}}');
  const app = await start({ env: { VISAVIS_POLICY_FILE: file, VISAVIS_SERVER_URL: 'http://127.0.0.1:1' } });
  const described = await app.page.evaluate(() => window.visavisHost.call('app.describe', {}));
  expect(described).toMatchObject({ value: { serverOrigin: 'https://fixed.example', systemLanguage: 'fr' } });
  await expect(app.page.locator('html')).toHaveAttribute('lang', 'fr');
  const other = app.page.getByRole('button', { name: 'English' });
  await expect(other).toBeDisabled();
  await expect(other).toHaveAttribute('title', 'Géré par votre organisation');

  writeFileSync(file, '{"fixed":{"ServerOrigin":"https://fixed.example","LogLevel":"secret"}}');
  await expect.poll(() => logOf(profile)).toContain('"path":"fixed.LogLevel"');
  expect(logOf(profile)).not.toContain('secret');
});

test('[POLICY-1] the window begins in the task bar where the organisation wants it so, and comes when it is asked for', async ({
  desktop,
  profile,
  start,
}) => {
  const file = join(profile, 'policy-of-the-machine.json');
  writeFileSync(file, '{"recommended":{"StartMinimised":true}}');
  const app = await start({ env: { VISAVIS_POLICY_FILE: file }, beginsOutOfSight: true });
  const isMinimised = (): Promise<boolean> =>
    app.electron.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.isMinimized() === true);
  await until('the window is in the task bar', isMinimised);
  await startToItsEnd({ desktop, profile, parameters: [] });
  await until('the window is there', async () => !(await isMinimised()));
});

test('[HOST-3] signed out, closing the window quits; on a caller it minimises where there is no tray', async ({
  start,
}) => {
  const app = await start();
  const setStatus = (status: 'inCall' | 'signedOut'): Promise<unknown> =>
    app.page.evaluate((to) => window.visavisHost.call('tray.setStatus', { status: to, label: to }), status);
  const close = (): Promise<void> =>
    app.electron.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.close());

  expect(await setStatus('inCall')).toEqual({ ok: true, value: {} });
  await close();
  await until('the window is minimised', () =>
    app.electron.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.isMinimized() === true),
  );
  // A page that asks to stay, as a browser tab may in a call, does not keep the app.
  await app.page.evaluate(() => window.addEventListener('beforeunload', (event) => event.preventDefault()));
  await app.page.keyboard.press('Shift');
  await setStatus('signedOut');
  const gone = new Promise((resolve) => app.electron.process().once('exit', resolve));
  await close();
  await gone;
});

test('[HOST-7] a ringing call takes no focus from the window a person types in', async ({ desktop, start }) => {
  const otherProfile = makeProfile();
  const app = await start();
  const typing = await start({ profile: otherProfile });
  await typing.page.evaluate(() => {
    window.heard = [];
    window.addEventListener('keydown', (event) => window.heard.push(event.key), true);
  });
  const typingWindow =
    desktop.xdotool('search', '--onlyvisible', '--pid', String(typing.electron.process().pid)).split('\n').at(-1) ?? '';
  desktop.xdotool('windowactivate', '--sync', typingWindow);
  await until('the other window has the focus', () => isFocused(typing));
  const raise = (): Promise<unknown> =>
    app.page.evaluate(() =>
      window.visavisHost.call('attention.raise', { title: 'Incoming call', body: 'Ada – Loans' }),
    );

  // Behind the other window.
  expect(await raise()).toEqual({ ok: true, value: {} });
  desktop.xdotool('type', '--delay', '30', 'hello');
  await expect.poll(() => typing.page.evaluate(() => window.heard.join(''))).toBe('hello');
  expect(desktop.xdotool('getactivewindow')).toBe(typingWindow);
  await app.page.evaluate(() => window.visavisHost.call('attention.clear', {}));

  // Hidden in the tray: it has to be seen, but not to be typed into.
  await app.electron.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.hide());
  await until('the window is hidden', () =>
    app.electron.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.isVisible() === false),
  );
  await raise();
  await until('the window is seen', () =>
    app.electron.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.isVisible() === true),
  );
  desktop.xdotool('type', '--delay', '30', ' world');
  await expect.poll(() => typing.page.evaluate(() => window.heard.join(''))).toBe('hello world');
  expect(desktop.xdotool('getactivewindow')).toBe(typingWindow);
  expect(await isFocused(app)).toBe(false);
  await typing.quit();
  removeProfile(otherProfile);
});

test('[HOST-9] a wrong server address ends the start with a sentence and code 2', async ({ desktop, profile }) => {
  const { code, stderr } = await startToItsEnd({
    desktop,
    profile,
    parameters: ['--server-url=http://visavis.example'],
  });
  expect(code).toBe(2);
  expect(stderr).toContain('--server-url must begin with https:// unless the server is on this computer');
});

test('[HOST-10] a page that crashed is loaded again, and not for ever', async ({ profile, start }) => {
  const { electron } = await start();
  const inPage = (): Promise<string> =>
    electron.evaluate(({ BrowserWindow }) =>
      Promise.race([
        BrowserWindow.getAllWindows()[0]?.webContents.executeJavaScript('document.readyState') as Promise<string>,
        new Promise<string>((resolve) => setTimeout(() => resolve('no answer'), 1000)),
      ]),
    );
  const crash = (): Promise<void> =>
    electron.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.webContents.forcefullyCrashRenderer());
  for (let times = 1; times <= 3; times += 1) {
    await crash();
    await until(`crash ${times} is on record`, () => logOf(profile).split('is loaded again').length === times + 1);
    await until('the page is back', async () => (await inPage()) === 'complete');
  }
  await crash();
  await until('a person is asked', () => logOf(profile).includes('the page keeps stopping'));
});
