// What the customer's page may use of a customer's call.
export { CustomerCallController } from './customerCall.svelte.ts';
export { default as EndedView } from './EndedView.svelte';
