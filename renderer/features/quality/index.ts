// What other features may use of a call's quality.
export { default as QualityIndicator } from './QualityIndicator.svelte';
export { QualityWatch } from './quality.svelte.ts';
export { recordedLevel, summaryWords } from './qualityWords.ts';
