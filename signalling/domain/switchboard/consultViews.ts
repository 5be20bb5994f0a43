// What two agents see of it when one asks the other about a call. Pure.
import type { ConsultView, Work } from '../../protocol/index.ts';
import type { Agent } from '../agent/agent.ts';
import { callPhase, type Call, type CallPhase } from '../call/call.ts';
import { consultLinkOf } from '../call/participants.ts';
import type { Switchboard } from './switchboard.ts';
import { requireAgent, type MediaServersFor } from './viewParts.ts';

type Active = Extract<CallPhase, { name: 'active' }>;

/** Of whoever asks. Undefined: nobody is asked. */
export function askingView(
  state: Switchboard,
  phase: Active,
  mediaServersFor: MediaServersFor,
): ConsultView | undefined {
  if (phase.consult === null) return undefined;
  const colleague = requireAgent(state, phase.consult.offer.agentId);
  return {
    role: 'asking',
    colleagueName: colleague.context.displayName,
    colleagueConnected: phase.consult.present,
    ...common(phase, phase.consult, mediaServersFor, true),
  };
}

/** Of whoever is asked: it rings, or they talk with the one who asks. Undefined: this agent is not asked about this call. */
export function askedWork(
  state: Switchboard,
  { context: { agentId } }: Agent,
  call: Call,
  mediaServersFor: MediaServersFor,
): Work | undefined {
  const phase = callPhase(call);
  if (phase.name !== 'active' || phase.consult?.offer.agentId !== agentId) return undefined;
  const { offer, byName } = phase.consult;
  const { callId, customerName, topic, media, startedAtMs, timings } = call.context.facts;
  const about = { callId, customerName, topic, media };
  const shown = common(phase, phase.consult, mediaServersFor, false);
  if (shown.talk === undefined) {
    const rings = { ringingSinceMs: offer.sinceMs, ringTimeoutMs: timings.ringTimeoutMs };
    const { offerId } = offer;
    return {
      name: 'ringing',
      offer: { ...about, offerId, waitingSinceMs: startedAtMs, ...rings, consult: { byName } },
    };
  }
  const asking = requireAgent(state, phase.conversation.agentId);
  const consult: ConsultView = {
    role: 'asked',
    colleagueName: asking.context.displayName,
    colleagueConnected: phase.agentPresent,
    ...shown,
  };
  return { name: 'inCall', call: { ...about, ...linkOf(shown.talk), customerConnected: phase.agentPresent, consult } };
}

/** As a call has it. */
function linkOf({
  offers: _,
  ...link
}: NonNullable<ConsultView['talk']>): Omit<NonNullable<ConsultView['talk']>, 'offers'> {
  return link;
}

/** `offers`: whoever asks begins each generation, as the call's state says. */
function common(
  { held }: Active,
  consult: NonNullable<Active['consult']>,
  mediaServersFor: MediaServersFor,
  offers: boolean,
): Pick<ConsultView, 'linkId' | 'talksWith' | 'talk'> {
  const linkId = consultLinkOf(consult.offer.offerId);
  const talksWith = held ? 'colleague' : 'customer';
  if (consult.talk === null) return { linkId, talksWith };
  const { answeredAtMs, withVideo, generation, generationSinceMs } = consult.talk;
  const talk = { answeredAtMs, withVideo, generation, held: !held, offers };
  return { linkId, talksWith, talk: { ...talk, ...mediaServersFor('agent', linkId, generationSinceMs) } };
}
