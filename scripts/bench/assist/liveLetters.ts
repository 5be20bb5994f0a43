// How long until the other side sees a letter that is typed live: from the key to the first moment after it has been painted there.
import type { TwoPages } from '../media/openPages.ts';
import { pause } from '../measure/progress.ts';

declare global {
  interface Window {
    /** When the line was first seen with so many letters, epoch milliseconds. */
    benchLetters: Record<number, number>;
    /** When its keys were pressed. */
    benchKeys: number[];
  }
}

/** A quick typist. */
const KEY_EVERY_MS = 120;

/** Both chats are closed again afterwards. */
export async function typeLetters({ agent, customer }: TwoPages, count: number): Promise<number[]> {
  await agent.button('Chat').click();
  await agent.page.getByRole('button', { name: 'Write live: every letter is seen at once' }).click();
  await customer.button('Chat').click();
  await customer.page.evaluate(() => {
    window.benchLetters = {};
    const look = (): void => {
      const length = document.querySelector('.live-lines li p')?.textContent.length ?? 0;
      window.benchAfterPaint((atMs) => (window.benchLetters[length] ??= atMs));
    };
    new MutationObserver(look).observe(document.body, { childList: true, subtree: true, characterData: true });
  });
  await agent.page.evaluate(() => {
    window.benchKeys = [];
    addEventListener('keydown', ({ timeStamp }) => void window.benchKeys.push(performance.timeOrigin + timeStamp), {
      capture: true,
    });
  });
  for (let letter = 0; letter < count; letter += 1) {
    await agent.page.keyboard.press('x');
    await pause(KEY_EVERY_MS);
  }
  await pause(1000);
  const [keys, seen] = await Promise.all([
    agent.page.evaluate(() => window.benchKeys),
    customer.page.evaluate(() => window.benchLetters),
  ]);
  await agent.button('Close chat').click();
  await customer.button('Close chat').click();
  // A letter that was painted together with the next was seen with it.
  const seenFrom = (length: number): number =>
    Math.min(...Object.entries(seen).flatMap(([letters, atMs]) => (Number(letters) >= length ? [atMs] : [])));
  return keys.map((pressedAtMs, index) => seenFrom(index + 1) - pressedAtMs);
}
