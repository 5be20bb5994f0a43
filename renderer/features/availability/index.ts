// What the agent's page may use of availability.
export { default as AvailabilityView } from './AvailabilityView.svelte';
export { default as IdleView } from './IdleView.svelte';
export { default as StatusDot } from './StatusDot.svelte';
export { CHOICES, intentWords, statusOf, statusOfWork } from './statusWords.ts';
