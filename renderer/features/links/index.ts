// What the agent's page may use of links that open the app.
export { default as DialConfirm } from './DialConfirm.svelte';
