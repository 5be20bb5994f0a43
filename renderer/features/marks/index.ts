// What other features may use of marks.
export { default as MarksView } from './MarksView.svelte';
export { useLettering } from './lettering.svelte.ts';
