// What others may use of problems in words.
export { default as ProblemBanner } from './ProblemBanner.svelte';
export { deviceMessageWords, mediaProblemWords, problemWords, type SayableProblem } from './problemWords.ts';
