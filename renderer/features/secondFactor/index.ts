// What others may use of the second factor.
export { default as CodeForm } from './CodeForm.svelte';
export { default as FactorNewsBanner } from './FactorNewsBanner.svelte';
export { default as FactorSection } from './FactorSection.svelte';
export { FactorSetUp, isBegunLost } from './factorSetUp.svelte.ts';
export type { FactorNews } from './factorNews.ts';
export { OwnFactor, type FactorSaid } from './ownFactor.svelte.ts';
export { default as RecoveryCodesView } from './RecoveryCodesView.svelte';
export { default as SetUpView } from './SetUpView.svelte';
