// Loads what goes on beside sound and picture when a call has media: a page that only waits in line does not carry it.
import type { Assist, AssistOptions } from './assist.svelte.ts';
import type * as Views from './views.ts';

export type LoadedAssist = { readonly assist: Assist; readonly views: typeof Views };

/** Rejects when the page's files cannot be reached any more: the call goes on without. */
export async function loadAssist(options: AssistOptions): Promise<LoadedAssist> {
  const [{ Assist }, views] = await Promise.all([import('./assist.svelte.ts'), import('./views.ts')]);
  return { assist: new Assist(options), views };
}
