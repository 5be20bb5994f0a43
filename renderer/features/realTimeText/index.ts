// What other features may use of text that goes letter by letter.
export { LiveText } from './liveText.svelte.ts';
export { default as LiveTextLines } from './LiveTextLines.svelte';
export { default as LiveTextField } from './LiveTextField.svelte';
