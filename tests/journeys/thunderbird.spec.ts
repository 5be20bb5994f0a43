// Somebody answers mail in a real Thunderbird, with real keys, real servers, and the extension as an organisation installs it.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { THUNDERBIRD_EXTENSION_ID } from '../../scripts/ctiInstall/manifests.ts';
import { listenAsApp } from '../support/mail/listeningApp.ts';
import { startMailDesk } from '../support/mail/mailDesk.ts';
import { readMailPolicy, replaceMailPolicy } from '../support/mail/mailPolicy.ts';
import { makeProfile, removeProfile, startApp } from '../support/electronApp.ts';

test('[DOOR-8][DOOR-9][DOOR-10][DOOR-11][DOOR-12][DOOR-13][WRITE-11] a day of replies in Thunderbird', async () => {
  const ctiFolder = mkdtempSync(join(tmpdir(), 'visavis-cti-'));
  let app = await listenAsApp(ctiFolder);
  const desk = await startMailDesk({ ctiFolder });
  const { thunderbird, smtp } = desk;
  const press = async (window: string, ...keys: string[]): Promise<void> => {
    await thunderbird.focus(window);
    thunderbird.keys(...keys);
  };
  /** Waits for the engine and prints how long after the keys it knew. */
  const openReply = async (): Promise<void> => {
    const pressedAtMs = performance.now();
    const opening = desk.reply();
    await app.tells('reply.begun reply');
    process.stdout.write(`  Reply pressed to engine begun: ${Math.round(performance.now() - pressedAtMs)} ms\n`);
    await opening;
  };
  /** Types until the app has heard of it: the editor is ready a moment after its window. */
  const typeText = async (): Promise<void> => {
    const touches = app.heard.filter((what) => what === 'touch').length;
    await expect
      .poll(() => {
        thunderbird.type('a b ');
        return app.heard.filter((what) => what === 'touch').length;
      })
      .toBeGreaterThan(touches);
  };

  try {
    await test.step('sent', async () => {
      await openReply();
      await typeText();
      await press('Write: ', 'ctrl+Return');
      await app.hears('sending');
      await app.tells('reply.ended sent');
      expect(smtp.received).toHaveLength(1);
    });

    await test.step('refused, then sent', async () => {
      await openReply();
      await typeText();
      smtp.refuseNext(550);
      await press('Write: ', 'ctrl+Return');
      await app.hears('sending');
      await thunderbird.focus('Send Message Error');
      expect(app.heard, 'the dialog stands: nothing is decided').not.toContain('sendFailed');
      await press('Send Message Error', 'Return');
      await app.hears('sendFailed');
      expect(app.told.at(-1), 'a failed send holds calls on').toBe('reply.begun reply');
      await press('Write: ', 'ctrl+Return');
      await app.tells('reply.ended sent');
      expect(smtp.received).toHaveLength(2);
    });

    await test.step('discarded untouched', async () => {
      await openReply();
      const before = app.heard.length;
      await press('Write: ', 'ctrl+w');
      await app.tells('reply.ended discarded');
      expect(app.heard.slice(before), 'Ctrl+W is no typing').not.toContain('touch');
    });

    await test.step('discarded after typing', async () => {
      await openReply();
      await typeText();
      await press('Write: ', 'ctrl+w');
      await press('Save Message', 'alt+d');
      await app.tells('reply.ended discarded');
    });

    await test.step('saved', async () => {
      await openReply();
      await typeText();
      await press('Write: ', 'ctrl+w');
      await press('Save Message', 'Return');
      await app.tells('reply.ended saved');
    });

    await test.step('the saved reply opened again is a reply, and left alone stays saved', async () => {
      await desk.reopenDraft();
      await app.tells('reply.begun reply');
      await press('Write: ', 'ctrl+w');
      await app.tells('reply.ended saved');
    });

    await test.step('new mail keeps no calls away; typing in its subject alone is noticed', async () => {
      const told = app.told.length;
      await press('Inbox - ', 'ctrl+n');
      await app.hears('begin new');
      await thunderbird.focus('Write: ');
      const touches = app.heard.filter((what) => what === 'touch').length;
      thunderbird.keys('alt+s');
      await expect
        .poll(() => {
          thunderbird.type('x');
          return app.heard.filter((what) => what === 'touch').length;
        })
        .toBeGreaterThan(touches);
      await press('Write: ', 'ctrl+w');
      await press('Save Message', 'alt+d');
      await app.hears('end discarded');
      expect(app.told.slice(told)).toEqual([]);
    });

    await test.step('two replies at once are two', async () => {
      await openReply();
      await openReply();
      expect(app.told.slice(-2)).toEqual(['reply.begun reply', 'reply.begun reply']);
      await press('Write: ', 'ctrl+w');
      await app.tells('reply.ended discarded');
    });

    await test.step('the app restarts: the mail that is still open is told again, lapses, and is taken up by a key', async () => {
      await typeText();
      const before = app;
      app = await restart(before.close, ctiFolder);
      await app.hears('sync of 1');
      await app.tells('reply.begun reply');
      await app.tells('reply.ended idle');
      await thunderbird.focus('Write: ');
      await typeText();
      await app.tells('reply.begun reply');
      expect(JSON.stringify([...before.wire, ...app.wire])).not.toMatch(/question|ada|example|a b/i);
    });

    await test.step('a send hangs until the mail lapses, and fails at last: the person is back at the mail, and it is held again', async () => {
      const refuse = smtp.hangNext();
      await press('Write: ', 'ctrl+Return');
      await app.hears('sending');
      await app.tells('reply.ended sendHung');
      refuse(451);
      await press('Send Message Error', 'Return');
      await app.hears('sendFailed');
      await app.tells('reply.begun reply');
      await press('Write: ', 'ctrl+Return');
      await app.tells('reply.ended sent');
    });

    await test.step('Thunderbird killed: the mail is lost after the grace period', async () => {
      await openReply();
      await thunderbird.kill();
      await app.tells('reply.ended lost');
    });

    await test.step('the extension starts with Thunderbird, before anything is written', async () => {
      thunderbird.startAgain();
      await app.hears('sync of 0');
    });
  } finally {
    await desk.close();
    await app.close();
    rmSync(ctiFolder, { recursive: true, force: true });
  }
});

async function restart(close: () => Promise<void>, ctiFolder: string): ReturnType<typeof listenAsApp> {
  await close();
  return listenAsApp(ctiFolder, { idleMs: 2_500, sendingMs: 1_500, graceMs: 500, heartbeatMs: 1_000 });
}

test('[DOOR-14] the desktop app itself hears of a reply that is begun in Thunderbird', async () => {
  const ctiFolder = mkdtempSync(join(tmpdir(), 'visavis-cti-'));
  const desk = await startMailDesk({ ctiFolder });
  const profile = makeProfile();
  const app = await startApp({ desktop: desk.desktop, profile, env: { VISAVIS_CTI_DIR: ctiFolder } });
  try {
    const mails = (): Promise<string> =>
      app.page.evaluate(async () => {
        const listed = await window.visavisHost.call('replies.list', {});
        return listed.ok ? listed.value.replies.map(({ source, kind }) => `${source} ${kind}`).join() : listed.code;
      });
    await desk.reply();
    await expect.poll(mails).toBe('thunderbird reply');
    // A waiting customer whose call is held belongs here.
    desk.thunderbird.keys('ctrl+w');
    await expect.poll(mails).toBe('');
  } finally {
    await app.quit();
    await desk.close();
    removeProfile(profile);
    rmSync(ctiFolder, { recursive: true, force: true });
  }
});

test('[DOOR-10][DOOR-17][DOOR-18] what holds no calls in Thunderbird, and the extension’s page suspended', async () => {
  const ctiFolder = mkdtempSync(join(tmpdir(), 'visavis-cti-'));
  const putPolicyBack = replaceMailPolicy(OTHER_POLICY);
  const app = await listenAsApp(ctiFolder);
  try {
    const desk = await startMailDesk({ ctiFolder, isOpenToTests: true });
    const { thunderbird } = desk;
    const press = async (window: string, ...keys: string[]): Promise<void> => {
      await thunderbird.focus(window);
      thunderbird.keys(...keys);
    };
    try {
      for (const [what, key, kind] of [
        ['“Edit as new”', 'ctrl+e', 'new'],
        ['a forwarded mail', 'ctrl+l', 'forward'],
      ] as const) {
        await test.step(`${what} is ${kind} and holds no calls`, async () => {
          await desk.compose(key);
          await app.hears(`begin ${kind}`);
          await press('Write: ', 'ctrl+w');
          await app.hears('end discarded');
          expect(app.told, 'nothing for the page').toEqual([]);
        });
      }

      const inside = await thunderbird.lookInside();
      await test.step('the idle time runs out, and the page stays because its port is open', async () => {
        expect(await inside.run(IDLE_TIME_RUNS_OUT)).toBe('left for nativeapp');
      });

      await test.step('one that is suspended all the same comes back with the next key and goes on with the same reply', async () => {
        await desk.reply();
        await app.tells('reply.begun reply');
        const heard = app.heard.length;
        expect(await inside.run(SUSPEND_PAGE)).toBe('stopped');
        await thunderbird.focus('Write: ');
        thunderbird.type('a');
        await app.hears('sync of 1');
        expect(await inside.run(PAGE_STATE)).toBe('running');
        const sync = app.wire.findLast(({ type }) => type === 'sync');
        expect(sync, 'the key that woke it is not lost').toMatchObject({ list: [{ state: 'typing' }] });
        expect(app.heard.slice(heard)).not.toContain('begin reply');
        expect(app.told).toEqual(['reply.begun reply']);
      });

      await test.step('one that stays away longer than the grace period loses the reply, and a key takes it up again', async () => {
        expect(await inside.run(SUSPEND_PAGE)).toBe('stopped');
        await app.tells('reply.ended lost');
        await thunderbird.focus('Write: ');
        thunderbird.type('b');
        await app.tells('reply.begun reply');
        await press('Write: ', 'ctrl+w');
        await press('Save Message', 'alt+d');
        await app.tells('reply.ended discarded');
      });
      inside.close();
    } finally {
      await desk.close();
    }
    expect(readMailPolicy(), 'the organisation’s own policy is back').toBe(OTHER_POLICY);
  } finally {
    await app.close();
    putPolicyBack();
    rmSync(ctiFolder, { recursive: true, force: true });
  }
});

const OTHER_POLICY = '{ "policies": { "DisableTelemetry": true } }\n';
const EXTENSION = `const { extension } = WebExtensionPolicy.getByID('${THUNDERBIRD_EXTENSION_ID}');`;
const PAGE_STATE = `${EXTENSION} return extension.backgroundState;`;
/** What Thunderbird does with the page when nothing has happened for as long as `extensions.background.idle.timeout`. */
const IDLE_TIME_RUNS_OUT = `${EXTENSION}
  return new Promise((resolve) => {
    extension.once('background-script-suspend', () => resolve('suspended'));
    extension.on('background-script-reset-idle', (_, { reason }) => {
      if (reason === 'nativeapp') resolve('left for nativeapp');
    });
  });`;
/** As at the end of the idle time, whatever keeps the page alive. */
const SUSPEND_PAGE = `${EXTENSION}
  return extension.terminateBackground({ disableResetIdleForTest: true }).then(() => extension.backgroundState);`;
