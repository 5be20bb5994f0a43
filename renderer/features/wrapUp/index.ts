// What the agent's page may use of wrap-up.
export { default as NotesField } from './NotesField.svelte';
export { WrapUpForm } from './wrapUp.svelte.ts';
export { default as WrapUpView } from './WrapUpView.svelte';
