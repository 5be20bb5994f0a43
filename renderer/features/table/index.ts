// What other features may use of the table.
export { Forms } from './forms.svelte.ts';
export { default as PutProblemBanner } from './PutProblemBanner.svelte';
export { Table } from './table.svelte.ts';
export { default as TableView } from './TableView.svelte';
