// What pages may use to speak of the connection.
export { default as ConnectionBanner } from './ConnectionBanner.svelte';
