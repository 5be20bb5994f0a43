// The wire: every request and notice by name. This folder is a leaf; it imports only the schema library.
import type * as z from 'zod/mini';
import { accountRequests } from './account.ts';
import { agentNotices, agentRequests } from './agent.ts';
import { boardRequests } from './board.ts';
import { callNotices, callRequests } from './call.ts';
import { entryRequests } from './transcriptEntry.ts';
import { handOverRequests } from './handOver.ts';
import { identityRequests } from './identity.ts';
import { libraryRequests } from './library.ts';
import { peerNotices, peerRequests } from './peer.ts';
import { qualityRequests } from './quality.ts';
import { replyRequests } from './reply.ts';
import { sealRequests } from './seal.ts';
import { secondFactorRequests } from './secondFactor.ts';
import { contactRequests } from './contact.ts';
import { consultRequests } from './consult.ts';
import { conferenceNotices, conferenceRequests } from './conference.ts';
import { transferRequests } from './transfer.ts';
import { workRequests } from './work.ts';
import { sessionNotices, sessionRequests } from './session.ts';

export * from './account.ts';
export * from './agent.ts';
export * from './board.ts';
export * from './call.ts';
export * from './capabilities.ts';
export * from './transcriptEntry.ts';
export * from './envelope.ts';
export * from './errors.ts';
export * from './fields.ts';
export * from './handOver.ts';
export * from './identity.ts';
export * from './library.ts';
export * from './parseKnown.ts';
export * from './peer.ts';
export * from './quality.ts';
export * from './room.ts';
export * from './roomParameters.ts';
export * from './reply.ts';
export * from './seal.ts';
export * from './secondFactor.ts';
export * from './session.ts';
export * from './transfer.ts';
export * from './consult.ts';
export * from './conference.ts';
export * from './contact.ts';
export * from './work.ts';

/** Who may send each, and the problems it may get: `descriptions.ts`. */
export const REQUESTS = {
  ...sessionRequests,
  ...callRequests,
  ...workRequests,
  ...agentRequests,
  ...accountRequests,
  ...secondFactorRequests,
  ...peerRequests,
  ...qualityRequests,
  ...replyRequests,
  ...boardRequests,
  ...entryRequests,
  ...sealRequests,
  ...libraryRequests,
  ...handOverRequests,
  ...transferRequests,
  ...contactRequests,
  ...consultRequests,
  ...conferenceRequests,
  ...identityRequests,
} as const;
export const NOTICES = {
  ...sessionNotices,
  ...callNotices,
  ...agentNotices,
  ...peerNotices,
  ...conferenceNotices,
} as const;

export type RequestName = keyof typeof REQUESTS;
export type Params<N extends RequestName> = z.infer<(typeof REQUESTS)[N]['params']>;
export type RequestResult<N extends RequestName> = z.infer<(typeof REQUESTS)[N]['result']>;
export type NoticeName = keyof typeof NOTICES;
export type NoticePayload<N extends NoticeName> = z.infer<(typeof NOTICES)[N]>;
/** Any notice, as one value. */
export type Notice = { [N in NoticeName]: { name: N; payload: NoticePayload<N> } }[NoticeName];

export function isRequestName(name: string): name is RequestName {
  return Object.hasOwn(REQUESTS, name);
}

export function isNoticeName(name: string): name is NoticeName {
  return Object.hasOwn(NOTICES, name);
}
