// What others may use of supervision.
export { default as SuperviseButtons } from './SuperviseButtons.svelte';
export { default as SupervisionBanners } from './SupervisionBanners.svelte';
export { default as ToldBanner } from './ToldBanner.svelte';
export { hindranceOf, modeWords, ownModeWords, roomsWords, supervisionOf, type AskOfCall } from './supervision.ts';
