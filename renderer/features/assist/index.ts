// What a call may use of what goes on beside it. Light: the rest is loaded when media flows.
export { loadAssist, type LoadedAssist } from './loadAssist.ts';
export { default as ShareMenu } from './ShareMenu.svelte';
export { default as ChatToggle } from './ChatToggle.svelte';
