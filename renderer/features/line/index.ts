// What the customer's page may use of the line.
export { default as LineView } from './LineView.svelte';
