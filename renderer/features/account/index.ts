// What others may use of the agent's account.
export { default as AccountDialog } from './AccountDialog.svelte';
