// What is seen of all that goes on beside sound and picture. Loaded as one, with the controller.
export { default as SurfaceView } from './SurfaceView.svelte';
export { default as PromptsView } from './PromptsView.svelte';
export { ChallengeView, IdentityPanel } from '../identity/index.ts';
export { ChatPanel, HoldCard, HoldTold, phraseWords } from '../chat/index.ts';
export { putProblemWords } from '../table/index.ts';
