// What the agent's page may use of a working session.
export { AgentSession, type SignInStep } from './agentSession.svelte.ts';
