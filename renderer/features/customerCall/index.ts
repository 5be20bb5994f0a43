// What the customer's page may use of a customer's call.
export { createCustomerClient } from './customerClient.ts';
export { default as CustomerFrame } from './CustomerFrame.svelte';
export { CustomerCallController } from './customerCall.svelte.ts';
export { default as EndedView } from './EndedView.svelte';
