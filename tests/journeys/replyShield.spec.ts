// The reply shield through the whole chain: a mail program, the desktop app's engine, its page, the real server, a waiting customer.
import { mergeTests, type Page } from '@playwright/test';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { AgentPage } from '../support/agentPage.ts';
import { expect, test as castTest, type Cast } from '../support/cast.ts';
import {
  isFocused,
  makeProfile,
  removeProfile,
  startApp,
  type RunningApp,
  type StartOptions,
} from '../support/electronApp.ts';
import { startMailDesk } from '../support/mail/mailDesk.ts';
import { expectPicture, watchConnections } from '../support/mediaProbe.ts';
import { RawCtiConnection } from '../support/rawCtiConnection.ts';
import { test as shellTest } from '../support/shellTest.ts';

const test = mergeTests(castTest, shellTest);
const HELD = 'Calls held – reply in progress';
const REPLY = { type: 'begin', id: 'draft-1', mail: { kind: 'reply' } } as const;

test('[SHIELD-1][SHIELD-15][SHIELD-16] a reply in a mail program keeps the desktop app from ringing until it is sent', async ({
  cast,
  desktop,
  profile,
}) => {
  const folder = join(profile, 'cti');
  const { app, agent } = await startAvailable({ desktop, profile }, cast);
  const connection = await RawCtiConnection.open(folder);
  connection.say({ type: 'sync', list: [] });
  connection.say(REPLY);
  await connection.hears(true);
  await expect(agent.status).toHaveText(HELD);

  const editor = desktop.xdotool('getactivewindow');
  const wasFocused = await isFocused(app);
  const customer = await cast.customer();
  await customer.call('Ada Lovelace');
  await expect(agent.page.getByText('1 caller is waiting.')).toBeVisible();
  await expect(agent.incoming).toBeHidden();
  expect([desktop.xdotool('getactivewindow'), await isFocused(app)]).toEqual([editor, wasFocused]);

  connection.say({ type: 'sending', id: REPLY.id });
  connection.say({ type: 'end', id: REPLY.id, outcome: 'sent' });
  await expect(agent.incoming).toBeVisible();
  await connection.hears(false);

  // Writing again while it rings: it falls silent, and the place in line is kept.
  connection.say({ ...REPLY, id: 'draft-2' });
  await expect(agent.incoming).toBeHidden();
  await customer.expectPosition(1);
  await agent.button('Take calls').click();
  await agent.answer();
  await app.quit();
});

test('[SHIELD-4][SHIELD-7] a mail program that is killed holds calls no longer than the grace; a chosen Away stays', async ({
  cast,
  desktop,
  profile,
}) => {
  const folder = join(profile, 'cti');
  const { app, agent } = await startAvailable({ desktop, profile }, cast);
  const connection = await RawCtiConnection.open(folder);
  connection.say(REPLY);
  await expect(agent.status).toHaveText(HELD);
  await agent.choose('Away: Lunch');
  await expect(agent.status).toHaveText('Away: Lunch');
  await agent.choose('Available');
  await expect(agent.status).toHaveText(HELD);
  await connection.vanish();
  await expect(agent.status).toHaveText('Available', { timeout: 12_000 });

  const again = await RawCtiConnection.open(folder);
  again.say(REPLY);
  await expect(agent.status).toHaveText(HELD);
  await agent.choose('Away: Break');
  again.say({ type: 'end', id: REPLY.id, outcome: 'discarded' });
  await again.hears(false);
  await expect(agent.status).toHaveText('Away: Break');
  await app.quit();
});

test('[WRITE-12] calls that were taken in spite of a reply ring when the app is started again, and another reply holds them', async ({
  cast,
  desktop,
  profile,
}) => {
  const folder = join(profile, 'cti');
  const first = await startAvailable({ desktop, profile }, cast);
  const before = await RawCtiConnection.open(folder);
  before.say(REPLY);
  await expect(first.agent.status).toHaveText(HELD);
  await first.agent.button('Take calls').click();
  await before.hears(false, 'dismissed');
  await first.app.quit();

  const { app, agent } = await startAvailable({ desktop, profile }, cast);
  const connection = await RawCtiConnection.open(folder);
  const { id, mail } = REPLY;
  connection.say({ type: 'sync', list: [{ id, mail, state: 'typing' }] });
  connection.say({ type: 'touch', id });
  await connection.hears(false, 'dismissed');
  const customer = await cast.customer();
  await customer.call('Ada Lovelace');
  await expect(agent.incoming).toBeVisible();

  connection.say({ ...REPLY, id: 'draft-2' });
  await connection.hears(true);
  await expect(agent.incoming).toBeHidden();
  expect(JSON.parse(readFileSync(join(profile, 'mailDecisions.json'), 'utf8'))).toEqual({
    version: 1,
    mails: [
      {
        ...{ mail: 'thunderbird/journey draft-1', kind: 'reply', decided: 'dismissed', heldMs: 0 },
        decidedAtMs: expect.any(Number) as unknown,
      },
    ],
  });
  await app.quit();
});

test('[SHIELD-1][SHIELD-2] a customer waits while a reply is typed in Thunderbird, and rings within a moment of its sending', async ({
  cast,
}) => {
  const ctiFolder = mkdtempSync(join(tmpdir(), 'visavis-cti-'));
  const desk = await startMailDesk({ ctiFolder });
  const profile = makeProfile();
  const app = await startApp({
    desktop: desk.desktop,
    profile,
    env: { VISAVIS_SERVER_URL: cast.server.origin, VISAVIS_CTI_DIR: ctiFolder },
  });
  try {
    await watchConnections(app.page);
    await app.page.reload();
    const agent = new AgentPage(app.page);
    await agent.goAvailable();
    const rings: string[] = [];
    await app.page.exposeFunction('noteRing', () => rings.push('rang'));
    await noteEveryRing(app.page);
    await desk.reply();
    await expect(agent.status).toHaveText(HELD);

    const customer = await cast.customer();
    await customer.call('Ada Lovelace');
    await expect(agent.page.getByText('1 caller is waiting.')).toBeVisible();
    await desk.thunderbird.focus('Write: ');
    for (let sentence = 0; sentence < 10; sentence += 1) desk.thunderbird.type('Thank you for your question. ');
    expect(desk.desktop.xdotool('getwindowfocus', 'getwindowname'), 'the keys stay with the mail').toMatch(/^Write: /);
    expect(rings, 'nothing has rung while it was written').toEqual([]);

    desk.thunderbird.keys('ctrl+Return');
    await expect.poll(() => desk.smtp.received.length).toBe(1);
    const sentAtMs = performance.now();
    await expect(agent.incoming).toBeVisible();
    process.stdout.write(`  Taken by the mail server to ringing: ${Math.round(performance.now() - sentAtMs)} ms\n`);
    await agent.answer();
    await expectPicture(agent.page);
    expect(rings).toEqual(['rang']);
  } finally {
    await app.quit();
    await desk.close();
    removeProfile(profile);
    rmSync(ctiFolder, { recursive: true, force: true });
  }
});

/** The desktop app with an agent who takes calls. */
async function startAvailable(
  options: Pick<StartOptions, 'desktop' | 'profile'>,
  { server }: Cast,
): Promise<{ readonly app: RunningApp; readonly agent: AgentPage }> {
  const app = await startApp({ ...options, env: { VISAVIS_SERVER_URL: server.origin } });
  const agent = new AgentPage(app.page);
  await agent.goAvailable();
  return { app, agent };
}

/** Notes each time that something rings on the page, however short. */
async function noteEveryRing(page: Page): Promise<void> {
  await page.evaluate(() => {
    let isThere = false;
    new MutationObserver(() => {
      const rings = document.querySelector('[aria-label="Incoming call"]') !== null;
      if (rings && !isThere) (window as unknown as { noteRing(): void }).noteRing();
      isThere = rings;
    }).observe(document.body, { childList: true, subtree: true });
  });
}
