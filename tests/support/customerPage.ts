// The customer's page as a person uses it: by role and accessible name.
import { expect, type Locator, type Page } from '@playwright/test';

export class CustomerPage {
  readonly page: Page;
  readonly line: Locator;
  readonly adviserVideo: Locator;
  readonly endedHeading: Locator;

  constructor(page: Page) {
    this.page = page;
    this.line = page.getByRole('status').filter({ hasText: 'Waiting' });
    this.adviserVideo = page.getByLabel("Adviser's video");
    this.endedHeading = page.getByRole('heading', { name: 'The call has ended' });
  }

  async fillLobby(name: string, topic = 'Everyday banking'): Promise<void> {
    await this.page.getByRole('textbox', { name: 'Your name' }).fill(name);
    await this.page.getByRole('combobox', { name: 'What is it about?' }).selectOption({ label: topic });
  }

  async call(name: string, media: 'video' | 'voice' = 'video'): Promise<void> {
    await this.fillLobby(name);
    await this.button(`Start ${media} call`).click();
    await expect(this.line.or(this.adviserVideo).first()).toBeVisible();
  }

  async expectPosition(position: number): Promise<void> {
    await expect(this.line).toContainText(`Position ${String(position)}`);
  }

  async expectInCall(): Promise<void> {
    await expect(this.button('Hang up')).toBeVisible();
  }

  button(name: string): Locator {
    return this.page.getByRole('button', { name, exact: true });
  }
}
