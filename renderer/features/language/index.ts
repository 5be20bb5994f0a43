// What others may use of the language: which one it is, and times in it.
export { inWordsDuration } from './duration.ts';
export { default as LanguageSwitch } from './LanguageSwitch.svelte';
export {
  currentRegion,
  formatClock,
  formatDay,
  formatDayAndTime,
  formatLately,
  formatMoment,
  formatTime,
  inWords,
  setupLocale,
} from './locale.ts';
export { formatBytes } from './formatBytes.ts';
export { agreedName } from './agreedName.ts';
