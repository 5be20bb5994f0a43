// What the pages may use of asking a colleague.
export { Consult } from './consult.svelte.ts';
export { default as ConsultBar } from './ConsultBar.svelte';
export { default as ConsultNews } from './ConsultNews.svelte';
