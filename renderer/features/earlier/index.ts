// What other features may use of what came before the call was handed on.
export { Earlier } from './earlier.svelte.ts';
export { collectEarlier, type EarlierMaterial } from './earlierMaterial.ts';
export { default as EarlierMessages } from './EarlierMessages.svelte';
export { default as EarlierView } from './EarlierView.svelte';
