// What the agent's page may use of a working session.
export { AgentSession } from './agentSession.svelte.ts';
