// The picker of the desktop app as a person sees it, in real Chromium. The shell below it is made up; the real one is in
// screenPicker.spec.ts.
import type { Locator, Page } from '@playwright/test';
import { axeFaults } from '../support/axeFaults.ts';
import { drawSurface, SURFACE_NAME } from '../support/drawnSurface.ts';
import { scriptShell, shellAnswers, shellSays, toldShell } from '../support/scriptedShell.ts';
import { button, expect, hideSecret, redSeen, test, type BuiltPage } from '../support/sharePage.ts';

const PICTURE = `data:image/svg+xml,${encodeURIComponent('<svg xmlns="http://www.w3.org/2000/svg" width="320" height="200"/>')}`;
const listed = (...names: string[]): { sources: unknown[] } => ({
  sources: [
    { sourceId: 'screen:0:0', kind: 'screen', name: 'Entire screen', thumbnail: PICTURE },
    ...names.map((name, index) => ({ sourceId: `window:${index}:0`, kind: 'window', name, thumbnail: PICTURE })),
  ],
});

async function openPicker(page: Page, built: BuiltPage, answers: Record<string, unknown> = {}): Promise<Locator> {
  await scriptShell(page, {
    'screens.describe': { picker: 'own', access: 'granted', canShareSound: true },
    'screens.list': listed('Budget', 'Letter'),
    'screens.choose': { accepted: true },
    ...answers,
  });
  await drawSurface(page);
  await page.goto(built.origin);
  await button(page, 'Screen or window').click();
  const dialog = page.getByRole('dialog', { name: 'Choose what to share' });
  await expect(dialog).toBeVisible();
  return dialog;
}

test('[SHARE-1] a window is chosen by keyboard; the shell is told which, and shows the bar', async ({
  page,
  built,
}) => {
  const dialog = await openPicker(page, built);
  const shareButton = dialog.getByRole('button', { name: 'Share', exact: true });
  await expect(dialog.getByRole('button', { name: 'Windows' })).toHaveAttribute('aria-pressed', 'true');
  await expect(shareButton).toBeDisabled();
  await dialog.getByRole('radio', { name: 'Budget' }).focus();
  await page.keyboard.press('Space');
  await page.keyboard.press('ArrowRight');
  await expect(dialog.getByRole('radio', { name: 'Letter' })).toBeChecked();
  // Opened meanwhile: it appears by itself, and what is chosen stays chosen.
  await shellAnswers(page, 'screens.list', listed('Budget', 'Letter', 'Late'));
  await expect(dialog.getByRole('radio', { name: 'Late' })).toBeVisible();
  await expect(dialog.getByRole('radio', { name: 'Letter' })).toBeChecked();
  await dialog.getByRole('checkbox', { name: 'Also share what this computer plays' }).check();
  await dialog.getByRole('radio', { name: 'Letter' }).focus();
  await page.keyboard.press('Enter');

  await expect(dialog).toBeHidden();
  await expect(page.getByText('You are sharing “Letter”')).toBeVisible();
  expect(await toldShell(page, 'screens.choose')).toEqual([{ sourceId: 'window:1:0', audio: true }]);
  const sharing = 'You are sharing “Letter”';
  expect(await toldShell(page, 'sharing.begin')).toEqual([
    { name: 'Letter', kind: 'window', words: { language: 'en', sharing, stop: 'Stop sharing' } },
  ]);
  const looks = (await toldShell(page, 'screens.list')).length;
  await shellSays(page, 'sharing.stopRequested', {});
  await expect(button(page, 'Stop sharing')).toBeHidden();
  expect(await toldShell(page, 'sharing.end')).toHaveLength(1);
  expect(await toldShell(page, 'screens.list')).toHaveLength(looks);
});

test('[SHARE-1] a whole screen is asked about once more', async ({ page, built }) => {
  const dialog = await openPicker(page, built);
  await dialog.getByRole('button', { name: 'Screens' }).click();
  await dialog.getByRole('radio', { name: 'A whole screen' }).check();
  await dialog.getByRole('button', { name: 'Share', exact: true }).click();
  await expect(dialog.getByRole('heading', { name: 'Everything on this screen will be seen' })).toBeVisible();
  await dialog.getByRole('button', { name: 'Back' }).click();
  expect(await toldShell(page, 'screens.choose')).toEqual([]);
  await dialog.getByRole('button', { name: 'Share', exact: true }).click();
  await dialog.getByRole('button', { name: 'Share the whole screen' }).click();
  await expect(page.getByText('You are sharing “A whole screen”')).toBeVisible();
  expect(await toldShell(page, 'screens.choose')).toEqual([{ sourceId: 'screen:0:0', audio: false }]);
});

test('[SHARE-1][SHARE-3] an empty list and a system that shows nothing say what to do', async ({ page, built }) => {
  const dialog = await openPicker(page, built, { 'screens.list': { sources: [] } });
  await expect(dialog.getByText('There is no window to share')).toBeVisible();
  await shellAnswers(page, 'screens.describe', { picker: 'own', access: 'denied', canShareSound: false });
  await expect(dialog.getByText('Visavis may not see your screen yet')).toBeVisible();
  await shellAnswers(page, 'screens.describe', { picker: 'own', access: 'granted', canShareSound: false });
  await shellAnswers(page, 'screens.list', listed('Budget'));
  await dialog.getByRole('button', { name: 'Look again' }).click();
  await expect(dialog.getByRole('radio', { name: 'Budget' })).toBeVisible();
  await expect(dialog.getByRole('checkbox')).toBeHidden();
  await page.keyboard.press('Escape');
  await expect(dialog).toBeHidden();
  await expect(button(page, 'Screen or window')).toBeVisible();
});

test('[SHARE-2] where the desktop has a picker of its own, ours stays away', async ({ page, built }) => {
  await scriptShell(page, {
    'screens.describe': { picker: 'portal', access: 'granted', canShareSound: false },
    'screens.choose': { accepted: true },
  });
  await drawSurface(page);
  await page.goto(built.origin);
  await button(page, 'Screen or window').click();
  await expect(page.getByText(`You are sharing “${SURFACE_NAME}”`)).toBeVisible();
  expect(await toldShell(page, 'screens.choose')).toEqual([{ sourceId: null, audio: false }]);
  expect(await toldShell(page, 'screens.list')).toEqual([]);
});

for (const { name, context } of [
  { name: 'desk, light', context: { viewport: { width: 1280, height: 800 }, colorScheme: 'light' } },
  { name: 'phone, dark', context: { viewport: { width: 360, height: 740 }, colorScheme: 'dark' } },
] as const) {
  test.describe(() => {
    test.use(context);
    test(`[A11Y-1] axe finds nothing about sharing: ${name}`, async ({ page, built }) => {
      const check = async (state: string): Promise<void> => {
        await page.evaluate(async () => {
          const finite = document.getAnimations().filter((a) => a.effect?.getComputedTiming().endTime !== Infinity);
          await Promise.allSettled(finite.map((animation) => animation.finished));
        });
        const pictures = process.env['VISAVIS_PICTURES'];
        if (pictures) await page.screenshot({ path: `${pictures}/screenShare/${name}/${state}.png` });
        expect.soft(await axeFaults(page), state).toEqual([]);
        const overflow = await page.evaluate(
          () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
        );
        expect.soft(overflow, `${state}: nothing is wider than the screen`).toBe(0);
      };
      const dialog = await openPicker(page, built);
      await dialog.getByRole('radio', { name: 'Letter' }).check();
      await check('windows');
      await dialog.getByRole('button', { name: 'Screens' }).click();
      await dialog.getByRole('radio').first().check();
      await dialog.getByRole('button', { name: 'Share', exact: true }).click();
      await check('wholeScreen');
      await dialog.getByRole('button', { name: 'Share the whole screen' }).click();
      await expect.poll(() => redSeen(page)).toBeGreaterThan(0.05);
      await check('sharing');
      await hideSecret(page);
      await check('maskEditor');
      await button(page, 'Done').click();
      await button(page, 'Pause sharing').click();
      await check('paused');
    });
  });
}
