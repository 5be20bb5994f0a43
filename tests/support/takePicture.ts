// With VISAVIS_PICTURES=FOLDER a journey keeps pictures of what it passes, to be looked at. Otherwise nothing is taken.
import { join } from 'node:path';
import type { Page } from '@playwright/test';

export async function takePicture(page: Page, name: string): Promise<void> {
  const folder = process.env['VISAVIS_PICTURES'];
  if (folder !== undefined) await page.screenshot({ path: join(folder, `${name}.png`), animations: 'disabled' });
}
