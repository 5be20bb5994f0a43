// What other features may use of the table.
export { Agreements } from './agreements.svelte.ts';
export { createSealing } from './agreementSealing.ts';
export { default as AgreementStatus } from './AgreementStatus.svelte';
export { default as AgreementRequestDialog } from './AgreementRequestDialog.svelte';
export { putProblemWords } from './putProblemWords.ts';
export { Forms } from './forms.svelte.ts';
export { default as PutProblemBanner } from './PutProblemBanner.svelte';
export { prepareFile, type PutProblem } from './prepareFile.ts';
export { Table } from './table.svelte.ts';
export { default as TableView } from './TableView.svelte';
