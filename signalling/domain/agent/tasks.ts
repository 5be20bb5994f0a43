// The calls that an agent has in hand beside the one they are at: plain data and what each event makes of it. Knows no machine.
import type { CallId } from '../../protocol/index.ts';
import type { AgentContext, AgentEvent, Task } from './agentEvents.ts';

/** The highest capacity that settings may give: nobody keeps more people apart than that. */
export const MOST_IN_HAND = 5;

export function besideOf({ beside = [] }: AgentContext): readonly Task[] {
  return beside;
}

export function findTask(context: AgentContext, callId: CallId): Task | undefined {
  return besideOf(context).find((task) => task.callId === callId);
}

export function withTask(context: AgentContext, task: Task): AgentContext {
  return { ...context, beside: [...besideOf(context), task] };
}

export function withoutTask(context: AgentContext, callId: CallId): AgentContext {
  return { ...context, beside: besideOf(context).filter((task) => task.callId !== callId) };
}

/** What comes next when the one at hand is done: who is on hold longest, then who rings, then what is to be wrapped up. */
export function nextTask(context: AgentContext): Task | undefined {
  const states = ['held', 'ringing', 'wrapUp'] as const;
  return states
    .map((state) => besideOf(context).find((task) => task.state === state))
    .find((task) => task !== undefined);
}

/** What an event about a call that stands beside makes of it; undefined: it was not expected. */
export function afterEvent(context: AgentContext, task: Task, event: AgentEvent): AgentContext | undefined {
  const { callId, state } = task;
  switch (event.type) {
    case 'offerMissed':
    case 'offerRangOut':
    case 'offerDeclined':
    case 'offerWithdrawn':
      return state === 'ringing' ? withoutTask(context, callId) : undefined;
    case 'callTakenAway':
      return state === 'held' ? withoutTask(context, callId) : undefined;
    case 'wrapUpFinished':
      return state === 'wrapUp' ? withoutTask(context, callId) : undefined;
    case 'callEnded': {
      if (state !== 'held') return undefined;
      const { atMs: sinceMs, wrapUpLimitMs } = event;
      return withTask(withoutTask(context, callId), { ...task, state: 'wrapUp', sinceMs, wrapUpLimitMs });
    }
    default:
      return undefined;
  }
}
