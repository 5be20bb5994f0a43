// What the agent's page may use of availability.
export { default as AvailabilityView } from './AvailabilityView.svelte';
export { default as IdleView } from './IdleView.svelte';
export { statusOf } from './statusWords.ts';
