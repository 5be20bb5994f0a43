// What other features may use of calls.
export { CallSession } from './callSession.svelte.ts';
export { default as AgentCallView } from './AgentCallView.svelte';
export { default as AskedCallView } from './AskedCallView.svelte';
export { AgentLinks } from './agentLinks.svelte.ts';
export { default as CallStage } from './CallStage.svelte';
export { default as CallTimer } from './CallTimer.svelte';
export { default as CustomerCallView } from './CustomerCallView.svelte';
export { default as IncomingCallView } from './IncomingCallView.svelte';
export { default as NotificationCard } from './NotificationCard.svelte';
export { default as StagePeople } from './StagePeople.svelte';
export type { PersonOnStage } from './peopleOnStage.ts';
export { default as SoundLoop } from './SoundLoop.svelte';
