// What the recent calls may use of what is on a call's record.
export { default as TranscriptView } from './TranscriptView.svelte';
