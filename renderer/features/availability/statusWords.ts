// An agent's status in words. Knows the protocol's agent and the messages.
import type { AgentView, AwayReason, Intent } from '../../../signalling/protocol/index.ts';
import { m } from '../../paraglide/messages.js';

export type StatusKind = 'available' | 'away' | 'ringing' | 'inCall' | 'wrapUp' | 'held' | 'offline';

const AWAY_WORDS: Record<AwayReason, () => string> = {
  break: m.awayBreak,
  lunch: m.awayLunch,
  training: m.awayTraining,
  noAnswer: m.awayNoAnswer,
};

export function intentWords(intent: Intent): string {
  return intent.name === 'available' ? m.statusAvailable() : m.statusAway({ reason: AWAY_WORDS[intent.reason]() });
}

/** What the agent is, as the server last said; `offline` while it cannot be asked. */
export function statusOf(agent: AgentView, online: boolean): { kind: StatusKind; words: string } {
  if (!online && agent.work.name !== 'inCall') return { kind: 'offline', words: m.statusOffline() };
  switch (agent.work.name) {
    case 'ringing':
      return { kind: 'ringing', words: m.statusRinging() };
    case 'inCall':
      return { kind: 'inCall', words: m.statusInCall() };
    case 'wrapUp':
      return { kind: 'wrapUp', words: m.statusWrapUp() };
    case 'idle':
      return agent.shield && agent.intent.name === 'available'
        ? { kind: 'held', words: m.statusHeld() }
        : { kind: agent.intent.name, words: intentWords(agent.intent) };
  }
}
