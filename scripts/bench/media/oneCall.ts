// One call through our pages from the lobby back to it, and when its media came. Reloads nothing.
import { expect } from '@playwright/test';
import type { TwoPages } from './openPages.ts';
import { forgetMarks, markOf } from './pageMarks.ts';

/** From the click on *Answer*. `undefined` where the call has no picture. */
export type CallTimes = {
  readonly agentPictureMs: number | undefined;
  readonly customerPictureMs: number | undefined;
  readonly agentSoundMs: number;
  readonly customerSoundMs: number;
};

const MEDIA_LIMIT_MS = 15_000;

/** The customer asks, the agent answers once it has rung for `ringMs`, as long as a person needs to see it. */
export async function connectCall(
  { agent, customer }: TwoPages,
  media: 'video' | 'voice',
  ringMs: number,
): Promise<CallTimes> {
  await Promise.all([forgetMarks(agent.page), forgetMarks(customer.page)]);
  await customer.call('Ada', media);
  await expect(agent.incoming).toBeVisible();
  await agent.page.waitForTimeout(ringMs);
  await agent.incoming.getByRole('button', { name: 'Answer', exact: true }).click();
  const clickedAtMs = await markOf(agent.page, 'click', MEDIA_LIMIT_MS, 'Answer');
  const after = async (page: typeof agent.page, name: 'picture' | 'sound'): Promise<number> =>
    (await markOf(page, name, MEDIA_LIMIT_MS, '', clickedAtMs)) - clickedAtMs;
  const [agentSoundMs, customerSoundMs] = await Promise.all([
    after(agent.page, 'sound'),
    after(customer.page, 'sound'),
  ]);
  if (media === 'voice')
    return { agentPictureMs: undefined, customerPictureMs: undefined, agentSoundMs, customerSoundMs };
  const [agentPictureMs, customerPictureMs] = await Promise.all([
    after(agent.page, 'picture'),
    after(customer.page, 'picture'),
  ]);
  return { agentPictureMs, customerPictureMs, agentSoundMs, customerSoundMs };
}

/** The customer hangs up, the agent finishes, both are ready for another call. */
export async function endCall({ agent, customer }: TwoPages): Promise<void> {
  await customer.button('Hang up').click();
  await agent.finish();
  await expect(agent.status).toHaveText('Available');
  await customer.button('Start another call').click();
  await expect(customer.button('Start video call')).toBeVisible();
}
