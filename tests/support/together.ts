// Calls of more than two, as people come into them: by role and accessible name.
import { expect, type Locator, type Page } from '@playwright/test';
import { findMediaWorker } from '../../scripts/setup/mediaWorkerFile.ts';
import type { AgentPage } from './agentPage.ts';
import type { Cast } from './cast.ts';
import { takePicture } from './takePicture.ts';

const MEDIA_WORKER = findMediaWorker();
/** Of a server that has rooms; undefined: there is nothing that could carry them. */
export const ROOMS_ENV =
  MEDIA_WORKER === undefined ? undefined : { VISAVIS_MEDIA_WORKER: MEDIA_WORKER, VISAVIS_ROOM_LINGER_S: '1' };

export const pictureOf = (page: Page, name: string): Locator => page.getByLabel(name, { exact: true });

/** Frames of these people are drawn. */
export async function expectToSee(page: Page, ...names: readonly string[]): Promise<void> {
  for (const name of names) {
    await expect(pictureOf(page, name)).toBeVisible();
    await expect
      .poll(() =>
        pictureOf(page, name).evaluate((video: HTMLVideoElement) => video.getVideoPlaybackQuality().totalVideoFrames),
      )
      .toBeGreaterThan(5);
  }
}

export async function addColleague(agent: AgentPage, name: RegExp): Promise<void> {
  await agent.button('Add person').click();
  const dialog = agent.page.getByRole('dialog', { name: 'Add a person' });
  await dialog.getByRole('option', { name }).click();
  await dialog.getByRole('button', { name: 'Invite' }).click();
  await expect(dialog).toBeHidden();
}

/** Of one guest, as the agent reads it. */
export async function guestLink(agent: AgentPage): Promise<string> {
  await agent.button('Add person').click();
  const dialog = agent.page.getByRole('dialog', { name: 'Add a person' });
  await dialog.getByRole('button', { name: 'Copy guest link' }).click();
  const link = await dialog.getByRole('textbox', { name: 'Guest link' }).inputValue();
  await agent.page.keyboard.press('Escape');
  await expect(dialog).toBeHidden();
  return link;
}

/** Whoever opens the link, with a browser of their own. */
export async function comeBy(cast: Cast, link: string, name: string): Promise<Page> {
  const { page } = await cast.customer({ query: new URL(link).hash });
  await page.getByRole('textbox', { name: 'Your name' }).fill(name);
  await takePicture(page, 'guest-entry');
  await page.getByRole('button', { name: 'Ask to come in' }).click();
  return page;
}

export const through = (page: Page): Locator => page.getByText('Through the service');
export const directly = (page: Page): Locator => page.getByText('Directly between you');
