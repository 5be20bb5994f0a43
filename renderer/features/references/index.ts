export { CallReferences } from './callReferences.svelte.ts';
export { default as ContactsView } from './ContactsView.svelte';
export { default as ReferenceView } from './ReferenceView.svelte';
