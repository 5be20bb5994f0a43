// Host calls without Electron: every way a question can be wrong, and the one way it is right.
import { expect, test, vi } from 'vitest';
import type { Log } from '../log/createLog.ts';
import { answer, type HostHandlers, type HostQuestion } from './answer.ts';

const OWN = { origin: 'visavis-app://agent', isMainFrame: true };

function scene(): {
  ask: (question: Partial<HostQuestion>) => ReturnType<typeof answer>;
  handlers: HostHandlers;
  log: Log;
} {
  const handlers: HostHandlers = {
    'app.describe': () => ({
      version: '1.2.3',
      platform: 'linux',
      serverOrigin: 'http://127.0.0.1:7788',
      ...{ systemLanguage: 'en', languageIsFixed: false },
      notifications: false,
    }),
    'attention.raise': vi.fn(() => ({})),
    'attention.clear': () => {
      throw new Error('no window');
    },
    'tray.setStatus': vi.fn(() => ({})),
    'links.takePending': () => Promise.resolve({ links: [{ kind: 'open' as const }] }),
    'links.openOutside': () => ({}),
    'replies.list': () => ({ replies: [] }),
    'replies.setHeld': () => ({}),
    'replies.takeCalls': () => ({}),
    'screens.describe': () => ({ picker: 'own', access: 'granted', canShareSound: false }),
    'screens.list': () => ({ sources: [] }),
    'screens.choose': vi.fn(() => ({ accepted: true })),
    'sharing.begin': vi.fn(() => ({})),
    'sharing.end': () => ({}),
  };
  const log = { debug: vi.fn(), info: vi.fn(), warn: vi.fn(), error: vi.fn() };
  return {
    handlers,
    log,
    ask: (question) => answer({ caller: OWN, name: 'app.describe', params: {}, ...question }, handlers, log),
  };
}

test('[HOST-5] a good call reaches its handler and its value comes back', async () => {
  const { ask, handlers } = scene();
  expect(await ask({})).toMatchObject({ ok: true, value: { version: '1.2.3' } });
  expect(await ask({ name: 'links.takePending' })).toEqual({ ok: true, value: { links: [{ kind: 'open' }] } });
  expect(await ask({ name: 'attention.raise', params: { title: 'Call', body: 'Ada' } })).toEqual({
    ok: true,
    value: {},
  });
  expect(handlers['attention.raise']).toHaveBeenCalledExactlyOnceWith({ title: 'Call', body: 'Ada' });
});

test.each([
  { origin: 'https://evil.example', isMainFrame: true },
  { origin: 'visavis-app://other', isMainFrame: true },
  { origin: 'null', isMainFrame: true },
  { origin: '', isMainFrame: true },
  { origin: 'visavis-app://agent', isMainFrame: false },
])('[HOST-5] a call from $origin (main frame: $isMainFrame) is foreign', async (caller) => {
  const { ask } = scene();
  expect(await ask({ caller })).toMatchObject({ ok: false, code: 'foreignSender' });
});

test.each(['app.explode', 'toString', '__proto__', 'constructor', '', 7, null, undefined, {}, ['app.describe']])(
  '[HOST-5] %j is an unknown call',
  async (name) => {
    const { ask } = scene();
    expect(await ask({ name })).toMatchObject({ ok: false, code: 'unknownCall' });
  },
);

test.each([
  ['app.describe', undefined],
  ['app.describe', { extra: 1 }],
  ['attention.raise', { title: 'Call' }],
  ['attention.raise', { title: 'Call', body: 'x'.repeat(201) }],
  ['attention.raise', { title: '', body: 'x' }],
  ['tray.setStatus', { status: 'asleep', label: 'x' }],
  ['tray.setStatus', 'available'],
  ['screens.choose', { sourceId: 'web-contents-media-stream://1:1', audio: false }],
  ['screens.choose', { sourceId: 'screen:', audio: false }],
  ['screens.choose', { sourceId: `window:${'1'.repeat(100)}`, audio: false }],
  ['screens.choose', { sourceId: null }],
  ['sharing.begin', { name: 'Mail', kind: 'tab', words: { language: 'en', sharing: 'x', stop: 'Stop' } }],
  ['sharing.begin', { name: 'Mail', kind: 'window', words: { language: '"><b', sharing: 'x', stop: 'Stop' } }],
  ['sharing.begin', { name: 'Mail', kind: 'window', words: { language: 'en', sharing: 'x'.repeat(401), stop: 'S' } }],
])('[HOST-5] %s refuses %j', async (name, params) => {
  const { ask, handlers } = scene();
  expect(await ask({ name, params })).toMatchObject({
    ok: false,
    code: 'badParams',
    message: expect.stringContaining(name) as string,
  });
  expect(handlers['attention.raise']).not.toHaveBeenCalled();
  expect(handlers['tray.setStatus']).not.toHaveBeenCalled();
  expect(handlers['screens.choose']).not.toHaveBeenCalled();
  expect(handlers['sharing.begin']).not.toHaveBeenCalled();
});

test('[HOST-5] a refusal names the parameter and does not repeat its content', async () => {
  const { ask, log } = scene();
  const reply = await ask({ name: 'attention.raise', params: { title: 'Ada Lovelace'.repeat(30), body: 'x' } });
  expect(reply).toMatchObject({ code: 'badParams', message: 'attention.raise: title: too_big' });
  expect(JSON.stringify(vi.mocked(log.warn).mock.calls)).not.toContain('Ada');
});

test('[HOST-5] a bug in a handler is logged with its stack and answered without it', async () => {
  const { ask, log } = scene();
  const reply = await ask({ name: 'attention.clear' });
  expect(reply).toMatchObject({ ok: false, code: 'failed' });
  expect(JSON.stringify(reply)).not.toContain('no window');
  expect(log.error).toHaveBeenCalledExactlyOnceWith('host call failed', {
    name: 'attention.clear',
    cause: expect.stringContaining('no window') as string,
  });
});
