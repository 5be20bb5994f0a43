// What every store must do with links that have been used.
import { expect, it } from 'vitest';
import type { Store } from '../../service/ports/store.ts';

export function linksContract(open: () => Store): void {
  it('[LINK-2] a link is used once, and forgotten when it is no longer good', async () => {
    const store = open();
    expect(await store.useLink('a', 1000, 0)).toBe(true);
    expect(await store.useLink('a', 1000, 999)).toBe(false);
    expect(await store.useLink('b', 2000, 999)).toBe(true);
    await store.giveLinkBack('b');
    expect(await store.useLink('b', 2000, 999)).toBe(true);
    expect(await store.useLink('a', 3000, 1000)).toBe(true);
    await store.close();
  });
}
