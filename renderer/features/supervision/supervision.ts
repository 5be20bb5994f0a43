// Which calls a supervisor may follow now, and why not. Pure; knows the protocol's board and view.
import type {
  AgentView,
  BoardCall,
  CallId,
  Params,
  RoomsHealth,
  SupervisionMode,
} from '../../../signalling/protocol/index.ts';
import { m } from '../../paraglide/messages.js';

/** Whether it was done; what was refused the page says. */
export type AskOfCall = <N extends 'call.supervise' | 'call.takeOver' | 'call.leave'>(
  name: N,
  params: Params<N>,
) => Promise<boolean>;
export type OwnSupervision = { readonly callId: CallId; readonly mode: SupervisionMode };

/** What a supervisor follows at the moment; undefined: no call. */
export function supervisionOf({ work }: Pick<AgentView, 'work'>): OwnSupervision | undefined {
  if (work.name !== 'inCall') return undefined;
  const { callId, conference } = work.call;
  const mode = conference?.people.find(({ legId }) => legId === conference.legId)?.supervising;
  return mode === undefined ? undefined : { callId, mode };
}

/** Why a call cannot be followed, in words; undefined: it can. `rooms`: undefined of a server that does not say. */
export function hindranceOf(
  { callId, outdated }: BoardCall,
  agent: Pick<AgentView, 'work' | 'shield'>,
  rooms: RoomsHealth | undefined,
): string | undefined {
  if (outdated === 'customer') return m.superviseCustomerOutdated();
  if (outdated === 'agent') return m.superviseAgentOutdated();
  if (rooms !== 'available') return m.superviseNoRooms();
  const own = supervisionOf(agent);
  if (own !== undefined) return own.callId === callId ? undefined : m.superviseElsewhere();
  return agent.work.name === 'idle' && agent.shield === undefined ? undefined : m.superviseBusy();
}

export function ownModeWords(mode: SupervisionMode): string {
  if (mode === 'listen') return m.superviseYouListen();
  return mode === 'whisper' ? m.superviseYouWhisper() : m.superviseYouBarge();
}

/** Of somebody else, as a third person reads it. */
export function modeWords(name: string, mode: SupervisionMode): string {
  if (mode === 'listen') return m.superviseListens({ name });
  return mode === 'whisper' ? m.superviseWhispers({ name }) : m.superviseBarges({ name });
}

/** Whether there is anything for more than two to go through, in words for who sees the wallboard. */
export function roomsWords(rooms: RoomsHealth): string {
  const words: Readonly<Record<RoomsHealth, () => string>> = {
    available: m.roomsAvailable,
    noWorker: m.roomsNoWorker,
    off: m.roomsOff,
    noAddress: m.roomsNoAddress,
    starting: m.roomsStarting,
    failing: m.roomsFailing,
  };
  return words[rooms]();
}
