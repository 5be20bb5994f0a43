// What people do in the chat beside a call, on either page. By role and accessible name.
import type { Locator } from '@playwright/test';
import type { Side } from './onTheTable.ts';

export async function say(side: Side, words: string): Promise<void> {
  await side.page.getByRole('textbox', { name: 'Message' }).fill(words);
  await side.button('Send').click();
}

export function chatLog({ page }: Side): Locator {
  return page.getByRole('log', { name: 'Messages' });
}
