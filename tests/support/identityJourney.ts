// The steps of knowing who somebody is, as two people take them on their pages. By role and accessible name.
import { expect, type Locator, type Page } from '@playwright/test';
import type { AgentPage } from './agentPage.ts';
import type { Cast, OpenOptions } from './cast.ts';
import type { CustomerPage } from './customerPage.ts';
import type { ConnectedCall } from './connectCall.ts';
import { act, filmPerson, type Acting } from './faceFilm.ts';
import { expectPicture } from './mediaProbe.ts';

/** Being placed well may take 45 s, a whole challenge as long again on a machine that does everything at once. */
export const CHECK_LIMIT_MS = 90_000;

const KNOWN = 'The face matches the enrolment';

export async function connectPerson(
  cast: Cast,
  acting: Acting = 'obeys',
  { portrait = false, ...options }: { portrait?: boolean } & OpenOptions = {},
): Promise<ConnectedCall> {
  const prepare = async (page: Page): Promise<void> => {
    await filmPerson(page, acting, { portrait });
    await options.prepare?.(page);
  };
  const agent = await cast.agent();
  await agent.goAvailable();
  const customer = await cast.customer({ ...options, prepare });
  await customer.call('Ada');
  // Who is looked at sees only themselves: a small machine need not make a picture of the agent, too.
  await agent.answer('Answer without video');
  await expectPicture(agent.page);
  return { agent, customer };
}

export function panelOf({ page }: AgentPage): Locator {
  return page.getByRole('region', { name: 'Identity' });
}

export function challengeOf({ page }: CustomerPage): Locator {
  return page.getByRole('region', { name: 'Your face is being checked' });
}

/** Somebody who was never enrolled: the question of the face leads to it. @returns their recovery code */
export async function enrol({ agent, customer }: ConnectedCall, ticked: readonly string[] = []): Promise<string> {
  const panel = panelOf(agent);
  await agent.button('Verify identity').click();
  await panel.getByRole('button', { name: 'Take the question back' }).click();
  await beginEnrolment({ agent, customer }, ticked);
  await expectSeenToEnrol(agent);
  await confirmEnrolment(agent);
  await expect(customer.page.getByRole('heading', { name: 'Your recovery code' })).toBeVisible();
  const code = await customer.page.locator('.code').innerText();
  await customer.button('I have kept it').click();
  return code.replace(/\s/g, '');
}

export async function beginEnrolment(
  { agent, customer }: ConnectedCall,
  ticked: readonly string[] = [],
): Promise<void> {
  await panelOf(agent).getByRole('button', { name: 'Enrol the face' }).click();
  for (const name of ticked) await customer.page.getByRole('checkbox', { name }).check();
  await customer.button('Yes, enrol my face').click();
}

/** Enough was seen, and the proof is asked for. */
export async function expectSeenToEnrol(agent: AgentPage): Promise<void> {
  await expect(panelOf(agent).getByRole('combobox', { name: 'Proof of identity' })).toBeVisible({
    timeout: CHECK_LIMIT_MS,
  });
}

export async function expectKnown(agent: AgentPage): Promise<void> {
  await expectResult(agent, KNOWN);
}

export async function confirmEnrolment(agent: AgentPage): Promise<void> {
  const panel = panelOf(agent);
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
  await agent.answer('Answer without video');
  await expectPicture(agent.page);
}

/** Who is shown is not there: the photo may well be like the enrolment, and still nothing is said to be proved. */
export async function expectNotThere({ agent, customer }: ConnectedCall, acting: Acting): Promise<void> {
  await act(customer.page, acting);
  await agent.button('Verify identity').click();
  await customer.button('Yes, check my face').click();
  await expect(panelOf(agent).getByText('not shown', { exact: true }), acting).toBeVisible({ timeout: CHECK_LIMIT_MS });
  await expect(panelOf(agent).getByRole('heading', { name: KNOWN }), acting).toBeHidden();
  await customer.button('Close').click();
  await agent.button('Verify identity').click();
}

/** From now on what the customer is told while their face is looked at is noted, with when. Must run before the page's own scripts. */
export async function noteWords(page: Page): Promise<void> {
  await page.addInitScript(() => {
    const noted: { text: string; atMs: number }[] = [];
    Object.assign(globalThis, { noted });
    const look = (): void => {
      const text = document.querySelector('.challenge .words')?.textContent.trim() ?? '';
      if (text !== '' && text !== noted.at(-1)?.text) noted.push({ text, atMs: performance.now() });
      requestAnimationFrame(look);
    };
    look();
  });
}

export async function wordsNoted(page: Page): Promise<readonly { readonly text: string; readonly atMs: number }[]> {
  return page.evaluate(() => (globalThis as unknown as { noted: { text: string; atMs: number }[] }).noted);
}
