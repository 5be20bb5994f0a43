// An agent's status in words. Knows the protocol's agent and the messages.
import type { AgentView, AwayReason, ChosenIntent, Intent } from '../../../signalling/protocol/index.ts';
import { m } from '../../paraglide/messages.js';

export type StatusKind = 'available' | 'away' | 'ringing' | 'inCall' | 'wrapUp' | 'held' | 'offline';

/** What a person may choose. */
export const CHOICES: readonly ChosenIntent[] = [
  { name: 'available' },
  { name: 'away', reason: 'break' },
  { name: 'away', reason: 'lunch' },
  { name: 'away', reason: 'training' },
];

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
  const { work, intent, shield } = agent;
  return statusOfWork({
    online: online || work.name === 'inCall',
    work: work.name,
    intent,
    held: shield !== undefined,
  });
}

type Facts = { online: boolean; work: AgentView['work']['name']; intent: Intent; held: boolean };

/** The status of any agent, as facts make it. */
export function statusOfWork({ online, work, intent, held }: Facts): { kind: StatusKind; words: string } {
  if (!online) return { kind: 'offline', words: m.statusOffline() };
  switch (work) {
    case 'ringing':
      return { kind: 'ringing', words: m.statusRinging() };
    case 'inCall':
      return { kind: 'inCall', words: m.statusInCall() };
    case 'wrapUp':
      return { kind: 'wrapUp', words: m.statusWrapUp() };
    case 'idle':
      return held && intent.name === 'available'
        ? { kind: 'held', words: m.statusHeld() }
        : { kind: intent.name, words: intentWords(intent) };
  }
}
