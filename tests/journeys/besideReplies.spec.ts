// A reply that is being written beside a call, where the settings allow it. The shell is scripted here.
import { expect, test } from '../support/cast.ts';
import { expectSound } from '../support/mediaProbe.ts';
import { MAIL, scriptShell, shellSays } from '../support/scriptedShell.ts';
import { withSettings } from '../support/settingsFile.ts';

const HELD = 'Calls held – reply in progress';

test.use({
  microphone: 'heard',
  ...withSettings(`
queues:
  - { id: banking, name: { en: Everyday banking, fr: Banque au quotidien }, reasons: [{ id: done, name: { en: Done, fr: Réglé } }], ringTimeoutMs: 300000, interruptCountdownMs: 1000 }
agents:
  - userName: agent
    channels: { reply: { capacity: 1, interruptibleBy: [voice] } }
`),
});

test('[ROUTE-12][SHIELD-3] a voice call rings beside one reply and not beside two; the reply goes on beside it, and holds what comes after', async ({
  cast,
}) => {
  const agent = await cast.agent({ prepare: scriptShell });
  await agent.goAvailable();
  await shellSays(agent.page, 'reply.begun', MAIL);
  await shellSays(agent.page, 'reply.begun', { ...MAIL, activityId: 'mail-2' });
  await expect(agent.status).toHaveText(HELD);
  const ada = await cast.customer();
  await ada.call('Ada', 'voice');
  await expect(agent.page.getByText('1 caller is waiting.')).toBeVisible();
  await expect(agent.incoming).toBeHidden();

  await shellSays(agent.page, 'reply.ended', { activityId: 'mail-2', how: 'sent' });
  await expect(agent.incoming.getByRole('heading', { name: 'You are needed' })).toBeVisible();
  await agent.answer();
  await expect(agent.status).toHaveText('In a call');
  await expectSound(ada.page);
  // The reply lives on: after the call it holds a video call, which may not ring beside it.
  const eve = await cast.customer();
  await eve.call('Eve');
  await ada.button('Hang up').click();
  await agent.finish();
  await expect(agent.status).toHaveText(HELD);
  await expect(agent.page.getByText('1 caller is waiting.')).toBeVisible();
  await expect(agent.incoming).toBeHidden();
  await shellSays(agent.page, 'reply.ended', { activityId: MAIL.activityId, how: 'sent' });
  await expect(agent.incoming).toBeVisible();
});
