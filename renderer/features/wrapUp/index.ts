// What the agent's page may use of wrap-up.
export { default as WrapUpView } from './WrapUpView.svelte';
