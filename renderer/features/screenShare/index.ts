// What other features may use of sharing a screen.
export { default as CannotShareView } from './CannotShareView.svelte';
export { default as ScreenPickerDialog } from './ScreenPickerDialog.svelte';
export { default as SharedScreenView } from './SharedScreenView.svelte';
export { default as SharingBar } from './SharingBar.svelte';
export { ScreenShare, type ShareAnnouncement } from './screenShare.svelte.ts';
export type { ShareHost } from './shareHost.ts';
