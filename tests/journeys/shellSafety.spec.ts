// What the page of the desktop app cannot do, tried in a real Electron. Knows nothing of what the page shows.
import { until } from '../support/desktop.ts';
import { logOf } from '../support/electronApp.ts';
import { expect, test } from '../support/shellTest.ts';

test('[HOST-5] bad host calls are answered as data', async ({ start }) => {
  const { page } = await start();
  const ask = (name: string, params: unknown): Promise<unknown> =>
    page.evaluate(([n, p]) => window.visavisHost.call(n as 'app.describe', p as Record<string, never>), [
      name,
      params,
    ] as const);
  expect(await ask('app.describe', {})).toMatchObject({
    ok: true,
    value: { platform: process.platform, serverOrigin: 'http://127.0.0.1:7788' },
  });
  expect(await ask('app.explode', {})).toMatchObject({ ok: false, code: 'unknownCall' });
  expect(await ask('__proto__', {})).toMatchObject({ ok: false, code: 'unknownCall' });
  expect(await ask('app.describe', { extra: true })).toMatchObject({ ok: false, code: 'badParams' });
  expect(await ask('tray.setStatus', { status: 'asleep', label: 'x' })).toMatchObject({ ok: false, code: 'badParams' });
});

test('[HOST-6] the page has no Node and sees nothing of the shell but its port', async ({ start }) => {
  const { page } = await start();
  expect(page.url()).toBe('visavis-app://agent/index.html');
  const seen = await page.evaluate(() => ({
    secure: window.isSecureContext,
    node: ['require', 'process', 'module', 'Buffer', 'global', 'electron'].filter((name) => name in globalThis),
    port: Object.keys(window.visavisHost).sort(),
  }));
  expect(seen).toEqual({ secure: true, node: [], port: ['call', 'on'] });
});

test('[HOST-6] camera and microphone are allowed; everything not listed is denied', async ({ start }) => {
  const { page } = await start();
  const answers = await page.evaluate(async () => {
    const outcome = (work: Promise<unknown>): Promise<string> =>
      work.then(
        () => 'allowed',
        (error: unknown) => (error instanceof Error ? error.name : 'refused'),
      );
    const screen = {
      mandatory: { chromeMediaSource: 'desktop', chromeMediaSourceId: 'screen:0:0' },
    } as MediaTrackConstraints;
    return {
      devices: await outcome(navigator.mediaDevices.getUserMedia({ audio: true, video: true })),
      awake: await outcome(navigator.wakeLock.request('screen')),
      speaker: await outcome(
        navigator.mediaDevices.enumerateDevices().then((devices) => {
          const speaker = devices.find((device) => device.kind === 'audiooutput' && device.deviceId !== 'default');
          return new Audio().setSinkId(speaker?.deviceId ?? 'no speaker');
        }),
      ),
      labels: (await navigator.mediaDevices.enumerateDevices()).some((device) => device.label !== ''),
      screen: await outcome(navigator.mediaDevices.getUserMedia({ video: screen })),
      display: await outcome(navigator.mediaDevices.getDisplayMedia()),
      place: await new Promise((resolve) =>
        navigator.geolocation.getCurrentPosition(
          () => resolve('allowed'),
          (error) => resolve(error.code === error.PERMISSION_DENIED ? 'denied' : 'other'),
        ),
      ),
      query: (await navigator.permissions.query({ name: 'geolocation' })).state,
      clipboard: await outcome(navigator.clipboard.readText()),
    };
  });
  expect(answers).toMatchObject({
    devices: 'allowed',
    awake: 'allowed',
    speaker: 'allowed',
    labels: true,
    place: 'denied',
    query: 'denied',
    clipboard: 'NotAllowedError',
  });
  expect(answers.screen).not.toBe('allowed');
  expect(answers.display).not.toBe('allowed');
});

test('[HOST-6] the page cannot be led away and opens no window', async ({ profile, start }) => {
  const { electron, page } = await start();
  const opened = await page.evaluate(() => {
    const away = document.createElement('a');
    away.href = 'https://example.org/';
    document.body.append(away);
    away.click();
    location.href = 'file:///etc/passwd';
    return [window.open('https://example.org/'), window.open('visavis-app://agent/index.html')].map((w) => w === null);
  });
  expect(opened).toEqual([true, true]);
  await until(
    'both attempts are on record',
    () => logOf(profile).includes('navigation blocked') && logOf(profile).includes('new window blocked'),
  );
  expect(page.url()).toBe('visavis-app://agent/index.html');
  expect(await electron.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length)).toBe(1);
});

test('[HOST-6] the policy stops inline code, eval, frames and other servers', async ({ start }) => {
  const { page } = await start();
  const refused = await page.evaluate(() => {
    window.heard = [];
    document.addEventListener('securitypolicyviolation', (event) => window.heard.push(event.effectiveDirective));
    const isRefused = (attempt: () => void): boolean => {
      try {
        attempt();
        return false;
      } catch (error) {
        return error instanceof TypeError || error instanceof EvalError;
      }
    };
    const frame = document.createElement('iframe');
    frame.src = 'https://example.org/';
    const style = document.createElement('style');
    style.textContent = 'body { color: red }';
    document.body.append(frame, style);
    // From a timer, because the policy does not bind what the test itself evaluates.
    setTimeout(() => {
      window.heard.push(isRefused(() => void Reflect.construct(Function, ['return 1'])) ? 'no eval' : 'eval');
    });
    void fetch('https://example.org/').catch(() => undefined);
    const script = document.createElement('script');
    return [
      isRefused(() => (script.textContent = 'document.title = "hacked"')),
      isRefused(() => script.append(document.createTextNode('document.title = "hacked"'))),
      isRefused(() => script.setAttribute('src', 'https://example.org/hack.js')),
    ];
  });
  expect(refused).toEqual([true, true, true]);
  const heard = (): Promise<string[]> => page.evaluate(() => [...new Set(window.heard)].sort());
  await expect
    .poll(heard)
    .toEqual(['connect-src', 'frame-src', 'no eval', 'require-trusted-types-for', 'style-src-elem']);
  expect(await page.title()).not.toBe('hacked');
});

test('[HOST-6] nothing outside the built page can be read', async ({ start }) => {
  const { page } = await start();
  const statuses = await page.evaluate(() =>
    Promise.all(
      ['/index.html', '/../main/index.js', '/%2e%2e%2fmain%2findex.js', '/..%5cmain%5cindex.js', '/nothing.js'].map(
        async (path) => (await fetch(path)).status,
      ),
    ),
  );
  expect(statuses).toEqual([200, 404, 404, 404, 404]);
});
