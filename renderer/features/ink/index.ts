// What other features may use of ink.
export { InkBoard } from './ink.svelte.ts';
export { default as InkLayer } from './InkLayer.svelte';
export { default as InkToolbar } from './InkToolbar.svelte';
