// The dialog that hands a call on to another device, as the customer's page shows it. By role and accessible name.
import { expect, type Locator } from '@playwright/test';
import type { CustomerPage } from './customerPage.ts';

export function codeDialog({ page }: CustomerPage): Locator {
  return page.getByRole('dialog', { name: 'Continue on a phone' });
}

export async function shownLink(laptop: CustomerPage): Promise<string> {
  const link = codeDialog(laptop).getByRole('textbox', { name: 'Or open this link on the other device' });
  await expect(link).toHaveValue(/#continue=/);
  return link.inputValue();
}

export async function linkInCall(laptop: CustomerPage): Promise<string> {
  await laptop.button('Share').click();
  await laptop.page.getByRole('menuitem', { name: 'Continue on a phone' }).click();
  return shownLink(laptop);
}
