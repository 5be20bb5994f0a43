// What the pages may use of calls in hand beside the one the agent is at.
export { default as CallsInHand } from './CallsInHand.svelte';
