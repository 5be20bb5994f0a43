export { CallReferences } from './callReferences.svelte.ts';
export { default as ReferenceView } from './ReferenceView.svelte';
