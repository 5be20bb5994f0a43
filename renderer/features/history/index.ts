// What the agent's page may use of the recent calls.
export { History } from './history.svelte.ts';
export { default as HistoryView } from './HistoryView.svelte';
