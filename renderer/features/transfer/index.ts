// What the pages may use of handing a call on.
export { wasHandedOn } from './handedOn.ts';
export { HandOverCards } from './handOverCards.svelte.ts';
export { default as HandOverCardView } from './HandOverCardView.svelte';
export { default as TargetList } from './TargetList.svelte';
export { Targets } from './targets.svelte.ts';
export { default as TransferButton } from './TransferButton.svelte';
export { default as TransferCourseView } from './TransferCourseView.svelte';
export { TransferWatch } from './transferWatch.svelte.ts';
