// A call is handed on, or a colleague is asked first, as people do it on the agents' pages. By role and accessible name.
import { expect, type Locator } from '@playwright/test';
import type { AgentPage } from './agentPage.ts';
import type { Cast } from './cast.ts';
import { connectCall, type ConnectedCall } from './connectCall.ts';
import { expectPicture } from './mediaProbe.ts';
import { takePicture } from './takePicture.ts';

export type Consulted = ConnectedCall & { billie: AgentPage };

/** Ada is in a call with Alex, who asks Billie. */
export async function asking(cast: Cast, options: Parameters<typeof connectCall>[1] = {}): Promise<Consulted> {
  const call = await connectCall(cast, options);
  await expectPicture(call.customer.page);
  const billie = await cast.agent();
  await billie.goAvailable('agent2');
  await ask(call.agent);
  return { ...call, billie };
}

export async function ask(agent: AgentPage): Promise<void> {
  await agent.button('Transfer').click();
  const dialog = agent.page.getByRole('dialog', { name: 'Transfer the call' });
  const talkFirst = dialog.getByRole('button', { name: 'Talk first' });
  await expect(talkFirst).toBeDisabled();
  await dialog.getByRole('option', { name: /Billie Durand/ }).click();
  await dialog.getByRole('textbox', { name: 'Reason' }).fill('Is this loan still open?');
  await takePicture(agent.page, 'consult-dialog');
  await talkFirst.click();
  await expect(dialog).toBeHidden();
}

export const talks = (agent: AgentPage, name: string): Locator =>
  agent.page.getByRole('region', { name: `In a call with ${name}` });

/** Billie, who is available. */
export async function colleague(cast: Cast): Promise<AgentPage> {
  const billie = await cast.agent();
  await billie.goAvailable('agent2');
  return billie;
}

export async function handOn(agent: AgentPage, find: string, name: string | RegExp, reason = ''): Promise<void> {
  await agent.button('Transfer').click();
  const dialog = agent.page.getByRole('dialog', { name: 'Transfer the call' });
  await dialog.getByRole('searchbox', { name: 'Find a colleague or queue' }).fill(find);
  await dialog.getByRole('option', { name }).click();
  await dialog.getByRole('textbox', { name: 'Reason' }).fill(reason);
  await takePicture(agent.page, 'transfer-dialog');
  await dialog.getByRole('button', { name: 'Transfer now' }).click();
  await expect(dialog).toBeHidden();
  await expect(agent.status).toHaveText('Wrap-up');
}
