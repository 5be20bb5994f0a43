// What the customer's page may use of going on with a call on another device.
export { Continuation } from './continuation.svelte.ts';
export { default as ContinueView } from './ContinueView.svelte';
export { default as ElsewhereView } from './ElsewhereView.svelte';
export { HandOver } from './handOver.svelte.ts';
export { default as HandOverDialog } from './HandOverDialog.svelte';
