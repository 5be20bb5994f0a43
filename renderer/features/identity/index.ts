// What others may use of identity: the agent's side, the customer's side, and what looks at faces as they need it.
export { AgentIdentity } from './agent/agentIdentity.svelte.ts';
export type { OpenFaceEngine } from './agent/faceEngine.ts';
export { default as IdentityPanel } from './agent/IdentityPanel.svelte';
export { default as VerifyButton } from './agent/VerifyButton.svelte';
export { default as ChallengeView } from './customer/ChallengeView.svelte';
export { default as CustomerCheckView } from './customer/CustomerCheckView.svelte';
export { CustomerIdentity } from './customer/customerIdentity.svelte.ts';
export { default as FaceDataButton } from './customer/FaceDataButton.svelte';
export { default as CheckRecords } from './agent/CheckRecords.svelte';
