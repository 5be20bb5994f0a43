// What the customer's page may use of the line.
export { default as LineView } from './LineView.svelte';
export { default as PromisedView } from './PromisedView.svelte';
