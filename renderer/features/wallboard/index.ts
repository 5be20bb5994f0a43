// What the agent's page may use of the wallboard.
export { default as WallboardView } from './WallboardView.svelte';
