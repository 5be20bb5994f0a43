// The agent's page as a person uses it, in a browser or in the desktop app: by role and accessible name.
import { expect, type Locator, type Page } from '@playwright/test';

export class AgentPage {
  readonly page: Page;
  readonly status: Locator;
  readonly incoming: Locator;
  readonly wrapUp: Locator;
  readonly recentCalls: Locator;
  readonly customerVideo: Locator;

  constructor(page: Page) {
    this.page = page;
    this.status = page.getByRole('status', { name: 'Your status' });
    this.incoming = page.getByRole('region', { name: 'Incoming call' });
    this.wrapUp = page.getByRole('region', { name: 'Wrap-up' });
    this.recentCalls = page.getByRole('list', { name: 'Recent calls' });
    this.customerVideo = page.getByLabel("Customer's video");
  }

  async signIn(userName = 'agent', password = 'demo'): Promise<void> {
    await this.page.getByRole('textbox', { name: 'User name' }).fill(userName);
    await this.page.getByRole('textbox', { name: 'Password' }).fill(password);
    await this.button('Sign in').click();
  }

  async choose(intent: 'Available' | 'Away: Break' | 'Away: Lunch' | 'Away: Training'): Promise<void> {
    await this.button('Availability').click();
    await this.page.getByRole('menuitem', { name: intent }).click();
  }

  async goAvailable(userName = 'agent'): Promise<void> {
    await this.signIn(userName);
    await this.choose('Available');
    await expect(this.status).toHaveText('Available');
  }

  async answer(how: 'Answer' | 'Answer without video' = 'Answer'): Promise<void> {
    await expect(this.incoming).toBeVisible();
    await this.incoming.getByRole('button', { name: how, exact: true }).click();
    await expect(this.status).toHaveText('In a call');
  }

  async finish(reason: string | { index: number } = { index: 1 }, notes = ''): Promise<void> {
    await this.wrapUp
      .getByRole('combobox', { name: 'Reason for the call' })
      .selectOption(typeof reason === 'string' ? { label: reason } : reason);
    if (notes) await this.wrapUp.getByRole('textbox', { name: 'Notes' }).fill(notes);
    await this.wrapUp.getByRole('button', { name: 'Finish' }).click();
  }

  button(name: string): Locator {
    return this.page.getByRole('button', { name, exact: true });
  }
}
