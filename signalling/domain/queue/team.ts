// Agents who may take the same calls form a team. Knows what an agent's record says; knows no calls.
import type { CallMedia, QueueId } from '../../protocol/index.ts';
import type { Queue, Queues, Skills } from './queue.ts';

export type Channel = CallMedia | 'reply';
export type ChannelRule = {
  /**
   * Of calls: up to how many in hand, of whatever kind, one of this kind may make it. Only one is talked in; the others are on hold or
   * to be wrapped up. Of replies: up to how many may be written while a call of `interruptibleBy` rings beside them.
   */
  readonly capacity: number;
  /** What may ring at an agent who is busy on this channel. */
  readonly interruptibleBy: readonly Channel[];
};

/** What the settings say about an agent. */
export type AgentProfile = {
  readonly skills: Skills;
  /** null: all queues. */
  readonly queues: readonly QueueId[] | null;
  /** Priority customers go to those first. */
  readonly servesPriority: boolean;
  readonly channels: Readonly<Record<Channel, ChannelRule>>;
};

/** An agent of whom the settings say nothing: serves every queue that asks for no skill. */
export const PLAIN_PROFILE: AgentProfile = {
  skills: {},
  queues: null,
  servesPriority: false,
  channels: {
    voice: { capacity: 1, interruptibleBy: [] },
    video: { capacity: 1, interruptibleBy: [] },
    reply: { capacity: 1, interruptibleBy: [] },
  },
};

/** All that counts for who may take what: two agents with the same key are equals. */
export type Team = {
  readonly key: string;
  /** null: every queue. */
  readonly queues: ReadonlySet<QueueId> | null;
  readonly servesPriority: boolean;
  /** How many may be in hand with a call of each kind. */
  readonly capacity: Readonly<Record<CallMedia, number>>;
  readonly mostInHand: number;
  /** Calls of these kinds ring although the agent is writing. */
  readonly interruptibleBy: ReadonlySet<CallMedia>;
  /** As long as no more replies than these are being written. */
  readonly mostReplies: number;
};

const MEDIA: readonly CallMedia[] = ['voice', 'video'];

export const EVERYBODY: Team = {
  key: '',
  queues: null,
  servesPriority: false,
  capacity: { voice: 1, video: 1 },
  mostInHand: 1,
  interruptibleBy: new Set(),
  mostReplies: 1,
};

export function teamOf(profile: AgentProfile, queues: Queues): Team {
  const { servesPriority, channels } = profile;
  const served = [...queues.values()].filter((queue) => canServe(profile, queue)).map(({ id }) => id);
  const capacity = { voice: channels.voice.capacity, video: channels.video.capacity };
  const interruptibleBy = MEDIA.filter((name) => channels.reply.interruptibleBy.includes(name));
  const key = [
    served.sort().join(' '),
    servesPriority ? 'priority' : '',
    `${capacity.voice} ${capacity.video}`,
    `${interruptibleBy.join(' ')} ${channels.reply.capacity}`,
  ];
  return {
    key: key.join('|'),
    queues: new Set(served),
    servesPriority,
    capacity,
    mostInHand: Math.max(capacity.voice, capacity.video),
    interruptibleBy: new Set(interruptibleBy),
    mostReplies: channels.reply.capacity,
  };
}

/** While an agent writes so many replies. */
export function whileWriting(team: Team, replies: number): Team {
  if (team.interruptibleBy.size === 0 || replies <= team.mostReplies) return team;
  return { ...team, key: `${team.key}|full`, interruptibleBy: new Set() };
}

function canServe({ queues, skills }: AgentProfile, queue: Queue): boolean {
  if (queues !== null && !queues.includes(queue.id)) return false;
  return Object.entries(queue.skills ?? {}).every(([skill, level]) => levelOf(skills, skill) >= level);
}

function levelOf(skills: Skills, skill: string): number {
  return Object.hasOwn(skills, skill) ? (skills[skill] ?? 0) : 0;
}
