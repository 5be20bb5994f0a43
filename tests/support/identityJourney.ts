// The steps of knowing who somebody is, as two people take them on their pages. By role and accessible name.
import { expect, type Locator } from '@playwright/test';
import type { AgentPage } from './agentPage.ts';
import type { Cast } from './cast.ts';
import type { CustomerPage } from './customerPage.ts';
import { connectCall, type ConnectedCall } from './connectCall.ts';
import { filmPerson, type Acting } from './faceFilm.ts';
import { expectPicture } from './mediaProbe.ts';

/** A whole challenge on a machine that does everything at once. */
export const CHECK_LIMIT_MS = 45_000;

export async function connectPerson(
  cast: Cast,
  acting: Acting = 'obeys',
  { portrait = false }: { portrait?: boolean } = {},
): Promise<ConnectedCall> {
  const call = await connectCall(cast, { customer: { prepare: (page) => filmPerson(page, acting, { portrait }) } });
  await expectPicture(call.agent.page);
  return call;
}

export function panelOf({ page }: AgentPage): Locator {
  return page.getByRole('region', { name: 'Identity' });
}

export function challengeOf({ page }: CustomerPage): Locator {
  return page.getByRole('region', { name: 'Your face is being checked' });
}

/** Somebody who was never enrolled: the question of the face leads to it. @returns their recovery code */
export async function enrol({ agent, customer }: ConnectedCall): Promise<string> {
  const panel = panelOf(agent);
  await agent.button('Verify identity').click();
  await panel.getByRole('button', { name: 'Take the question back' }).click();
  await panel.getByRole('button', { name: 'Enrol the face' }).click();
  await customer.button('Yes, enrol my face').click();
  await confirmEnrolment(agent);
  await expect(customer.page.getByRole('heading', { name: 'Your recovery code' })).toBeVisible();
  const code = await customer.page.locator('.code').innerText();
  await customer.button('I have kept it').click();
  return code.replace(/\s/g, '');
}

export async function confirmEnrolment(agent: AgentPage): Promise<void> {
  const panel = panelOf(agent);
  await expect(panel.getByRole('combobox', { name: 'Proof of identity' })).toBeVisible({ timeout: CHECK_LIMIT_MS });
  await panel.getByRole('combobox', { name: 'Proof of identity' }).selectOption({ label: 'Passport' });
  await panel.getByRole('button', { name: 'Enrol', exact: true }).click();
  await expect(panel.getByText('Enrolled until')).toBeVisible();
}

export async function expectResult(agent: AgentPage, heading: string): Promise<void> {
  await expect(panelOf(agent).getByRole('heading', { name: heading })).toBeVisible({ timeout: CHECK_LIMIT_MS });
}

/** The same two people in another call. */
export async function callAgain({ agent, customer }: ConnectedCall): Promise<void> {
  await customer.button('Hang up').click();
  await agent.finish();
  await customer.button('Start another call').click();
  await customer.call('Ada');
  await agent.answer();
  await expectPicture(agent.page);
}
