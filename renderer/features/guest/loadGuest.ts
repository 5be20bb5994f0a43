// Loads the page of a guest: few come by a link, and nobody else carries it.
import type * as Controller from './guest.svelte.ts';
import type * as Page from './GuestPage.svelte';

export type LoadedGuest = { readonly Guest: typeof Controller.Guest; readonly GuestPage: typeof Page.default };

export async function loadGuest(): Promise<LoadedGuest> {
  const [{ Guest }, { default: GuestPage }] = await Promise.all([
    import('./guest.svelte.ts'),
    import('./GuestPage.svelte'),
  ]);
  return { Guest, GuestPage };
}
