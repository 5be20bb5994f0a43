// What people do with documents in a call, on either page: put, open, draw. By role and accessible name.
import { expect, type Locator, type Page } from '@playwright/test';

/** Large ones come from a file: what is in memory goes to the browser as text. */
export type TestFile = { readonly name: string; readonly buffer: Buffer } | { readonly path: string };

/** Either side's page in a call. */
export interface Side {
  readonly page: Page;
  button(name: string): Locator;
}

/** `look`: what passes while the person looks for the file. */
export async function putDocument(side: Side, file: TestFile, look?: () => Promise<void>): Promise<void> {
  const { page } = side;
  await side.button('Share').click();
  const [chooser] = await Promise.all([
    page.waitForEvent('filechooser'),
    page.getByRole('menuitem', { name: 'Document or picture…' }).click(),
  ]);
  await look?.();
  // The type that a name suggests counts for nothing: the bytes decide.
  await chooser.setFiles('path' in file ? file.path : { ...file, mimeType: 'application/octet-stream' });
}

export function tableOf({ page }: Side, name: string): Locator {
  return page.getByRole('region', { name: `On the table: ${name}`, exact: true });
}

/** Waits until a page of the document can be read here. */
export async function expectPage(side: Side, name: string, page: number): Promise<void> {
  const table = tableOf(side, name);
  const number = table.getByRole('textbox', { name: 'Page', exact: true });
  await expect(number).toHaveValue(String(page));
  await expect(
    table.getByText(`Chapter ${String(page)}: the heron of page ${String(page)} stands in the reeds`),
  ).toBeAttached();
}

export function drawingOn({ page }: Side, surface: string): Locator {
  return page.getByRole('application', { name: `Drawing on ${surface}` });
}

export function marksOn({ page }: Side, surface: string): Locator {
  return page.getByRole('list', { name: `Marks on ${surface}` }).getByRole('listitem');
}

/** Presses, moves in steps and lifts unless `lift` is false; places are shares of the surface. */
export async function draw(
  side: Side,
  surface: string,
  through: readonly (readonly [number, number])[],
  { lift = true }: { lift?: boolean } = {},
): Promise<void> {
  const box = await drawingOn(side, surface).boundingBox();
  if (!box) throw new Error('there is nothing to draw on');
  const { mouse } = side.page;
  for (const [index, [x, y]] of through.entries()) {
    await mouse.move(box.x + x * box.width, box.y + y * box.height, { steps: index === 0 ? 1 : 8 });
    if (index === 0) await mouse.down();
  }
  if (lift) await mouse.up();
}

/** The open connection of this page is gone, as when a network changes: the call builds another. */
export async function loseConnection({ page }: Side): Promise<void> {
  await page.evaluate(() => {
    const made = (window as unknown as { connectionsMade: RTCPeerConnection[] }).connectionsMade;
    for (const connection of made) connection.close();
  });
}
