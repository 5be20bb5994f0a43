// Text that is seen as it is typed, on either side's page. By role and accessible name.
import type { Locator, Page } from '@playwright/test';

export const writeLive = (page: Page): Locator =>
  page.getByRole('button', { name: 'Write live: every letter is seen at once' });
export const field = (page: Page): Locator => page.getByRole('textbox', { name: 'Live text' });
export const lines = (page: Page): Locator =>
  page.getByRole('group', { name: 'What was written live' }).getByRole('listitem');
