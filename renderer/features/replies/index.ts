// What others may use of the mails being written.
export { default as HeldView } from './HeldView.svelte';
export { Replies } from './replies.ts';
