// What each request is for, who may send it and which problems it may get. For the documentation and the tests; clients do not load it.
import type { Description } from './description.ts';
import { IDENTITY_DESCRIPTIONS } from './identityDescriptions.ts';
import { SECOND_FACTOR_DESCRIPTIONS } from './secondFactorDescriptions.ts';
import { CONFERENCE_DESCRIPTIONS } from './conferenceDescriptions.ts';
import { CONSULT_DESCRIPTIONS } from './consultDescriptions.ts';
import { TRANSFER_DESCRIPTIONS } from './transferDescriptions.ts';
import type { ProblemCode, RequestName } from './index.ts';

/** Any request may get these. */
export const COMMON_PROBLEMS: readonly ProblemCode[] = ['badParams', 'tooManyRequests', 'shuttingDown', 'internal'];

/** Of a start with a link only. */
const LINK_PROBLEMS = ['linkUsed', 'linkExpired', 'linkWrong'] as const;

export const DESCRIPTIONS: { readonly [N in RequestName]: Description } = {
  'session.hello': {
    from: 'anyone',
    summary: 'Opens the connection. It must be the first request; anything else before it closes the connection.',
    problems: ['unsupportedVersion', 'notAllowed', 'notPossibleNow'],
  },
  'session.ping': {
    from: 'anyone',
    summary:
      'The client’s own heartbeat: a browser cannot send WebSocket pings. Keeps an agent’s session from expiring.',
    problems: [],
  },
  'lobby.topics': { from: 'customer', summary: 'What a customer may choose from.', problems: ['notAllowed'] },
  'lobby.work': {
    from: 'customer',
    summary:
      'While too many call, a page does a little work before its call is taken into line: asked when `call.start` was refused with `tooManyRequests`, done, and sent with the next try. `docs/SPEC.md`, WORK-1, says what counts. Calls with a signed link take none.',
    problems: ['notAllowed'],
  },
  'call.start': {
    from: 'customer',
    summary:
      'Joins the line of a topic. Sent again with the same `requestId` it gives the same call: on the same connection always, on another one when the id has at least 20 characters, which must then be random.',
    problems: ['notAllowed', 'topicUnknown', 'alreadyInCall', 'lineFull', 'queueClosed', ...LINK_PROBLEMS],
  },
  'call.resume': {
    from: 'customer',
    summary:
      'Takes a call up again after a reload or a dropped connection; an older connection of the same call is replaced. For a call that has ended it tells how.',
    problems: ['notAllowed', 'callNotFound', 'alreadyInCall'],
  },
  'call.look': {
    from: 'customer',
    summary:
      'Whether the call goes on. Takes nothing up and replaces nobody: for a page whose call has gone to another device.',
    problems: ['notAllowed'],
  },
  'call.leaveLine': {
    from: 'callingCustomer',
    summary: 'Ends the caller’s wait, also while it rings.',
    problems: ['notAllowed', 'callNotFound', 'notPossibleNow'],
  },
  'call.askCallback': {
    from: 'callingCustomer',
    summary:
      'The caller keeps the place without waiting for it. When their turn comes `call.changed` says until when the page is to ring; unanswered it is tried twice more, a minute apart.',
    problems: ['notAllowed', 'callNotFound', 'notPossibleNow'],
  },
  'call.takeCallback': {
    from: 'callingCustomer',
    summary:
      'The caller is back: waits in line again, at the place kept, and is next for an agent when it was their turn.',
    problems: ['notAllowed', 'callNotFound', 'notPossibleNow'],
  },
  'call.hangUp': {
    from: 'participant',
    summary: 'Ends the sender’s active call.',
    problems: ['notAllowed', 'notSignedIn', 'callNotFound', 'notPossibleNow'],
  },
  'call.hold': {
    from: 'party',
    summary: 'Puts the customer on hold or takes them back. Agents only.',
    problems: ['notAllowed', 'notSignedIn', 'callNotFound', 'notPossibleNow'],
  },
  'agent.signIn': {
    from: 'agent',
    summary:
      'Name and password for a session. An older connection of the same agent is replaced. Of an account that needs a second factor the answer is `unsupportedVersion`, which an app that knows no codes can say: see `agent.beginSignIn`.',
    problems: ['notAllowed', 'wrongCredentials', 'tooManyAttempts', 'notPossibleNow', 'unsupportedVersion'],
  },
  'agent.resume': {
    from: 'agent',
    summary: 'A session token in place of a password. An older connection of the same agent is replaced.',
    problems: ['notAllowed', 'sessionExpired', 'notPossibleNow'],
  },
  'account.sessions': {
    from: 'signedInAgent',
    summary: 'Where the sender is signed in, the last seen first.',
    problems: ['notAllowed', 'notSignedIn'],
  },
  'account.endSessions': {
    from: 'signedInAgent',
    summary:
      'Ends one of the sender’s other sessions, or all others. Whoever is in them gets `session.ended`, after the call where there is one. Not for the sender’s own: that is `agent.signOut`.',
    problems: ['notAllowed', 'notSignedIn', 'notPossibleNow'],
  },
  'account.changePassword': {
    from: 'signedInAgent',
    summary: 'Changes the sender’s password and ends all their other sessions at once; this one goes on.',
    problems: ['notAllowed', 'notSignedIn', 'sessionExpired', 'wrongCredentials', 'tooManyAttempts'],
  },
  'agent.signOut': {
    from: 'signedInAgent',
    summary: 'Ends the session; not while an offer, a call or a wrap-up goes on. The connection stays open.',
    problems: ['notAllowed', 'notSignedIn', 'notPossibleNow'],
  },
  'agent.failedSignIns': {
    from: 'signedInAgent',
    summary:
      'How often a wrong password or code was given for this account since it was last asked, and when last. Each is told once.',
    problems: ['notAllowed', 'notSignedIn'],
  },
  'agent.setIntent': {
    from: 'signedInAgent',
    summary: 'Available, or away for a reason. Chosen in a call or in wrap-up it takes effect when wrap-up ends.',
    problems: ['notAllowed', 'notSignedIn'],
  },
  'offer.answer': {
    from: 'signedInAgent',
    summary: 'Takes the call that rings.',
    problems: ['notAllowed', 'notSignedIn', 'offerGone'],
  },
  'offer.decline': {
    from: 'signedInAgent',
    summary: 'Gives the ringing call back to its line.',
    problems: ['notAllowed', 'notSignedIn', 'offerGone'],
  },
  'task.choose': {
    from: 'signedInAgent',
    summary:
      'Turns to another call in hand: its customer is taken off hold, and whoever was talked with until then is put on hold. A wrap-up is taken up.',
    problems: ['notAllowed', 'notSignedIn', 'notPossibleNow'],
  },
  'wrapUp.finish': {
    from: 'signedInAgent',
    summary: 'Stores reason and notes and ends wrap-up.',
    problems: ['notAllowed', 'notSignedIn', 'notPossibleNow', 'reasonUnknown'],
  },
  'wrapUp.extend': {
    from: 'signedInAgent',
    summary: 'Gives a wrap-up that would end by itself the same time once more.',
    problems: ['notAllowed', 'notSignedIn', 'notPossibleNow'],
  },
  'reply.begin': {
    from: 'signedInAgent',
    summary:
      'A mail is being written: from the reply on no offer is made, one that rings is taken back, and a call in progress goes on. The lease must be renewed before `leaseMs` have passed; it ends by itself.',
    problems: ['notAllowed', 'notSignedIn', 'notPossibleNow'],
  },
  'reply.renew': {
    from: 'signedInAgent',
    summary: 'The mail is still being written: its lease starts anew. When it is gone, begin again.',
    problems: ['notAllowed', 'notSignedIn', 'replyGone'],
  },
  'reply.end': {
    from: 'signedInAgent',
    summary: 'Ends the lease of one mail. Ending one that is over is no problem.',
    problems: ['notAllowed', 'notSignedIn'],
  },
  'reply.takeCalls': {
    from: 'signedInAgent',
    summary: 'Ends all of the agent’s leases: calls in spite of what is being written.',
    problems: ['notAllowed', 'notSignedIn'],
  },
  'board.read': {
    from: 'supervisor',
    summary: 'The wallboard as it is now: queues, agents, and today in quarters of an hour. Ask again to follow it.',
    problems: ['notAllowed', 'notSignedIn'],
  },
  'board.health': {
    from: 'supervisor',
    summary:
      'Whether the store takes what is done (`noSpace`: its disk is full), and whether calls of more than two have anything to go through.',
    problems: ['notAllowed', 'notSignedIn'],
  },
  'board.setIntent': {
    from: 'supervisor',
    summary: 'Sets an agent available or away; in a call or in wrap-up it takes effect when wrap-up ends.',
    problems: ['notAllowed', 'notSignedIn', 'agentUnknown'],
  },
  'history.recent': {
    from: 'signedInAgent',
    summary: 'The agent’s own calls on record, newest first. `beforeMs` pages back: the end of the oldest one seen.',
    problems: ['notAllowed', 'notSignedIn'],
  },
  'history.missed': {
    from: 'signedInAgent',
    summary:
      'The newest calls that rang at the agent and were not answered in time. One whose call is no longer on record is left out.',
    problems: ['notAllowed', 'notSignedIn'],
  },
  'call.references': {
    from: 'signedInAgent',
    summary:
      'By what whoever made the link of a call knows the matter. Only of calls that ring at the agent, that they answered or that are theirs on record, and that came with one.',
    problems: ['notAllowed', 'notSignedIn'],
  },
  'history.contacts': {
    from: 'signedInAgent',
    summary:
      'What was called about in the last thirty days under the reference that a call’s link carried. Only of calls that ring at the agent, that they have, or that they missed this week; nothing of callers whose link carried none.',
    problems: ['notAllowed', 'notSignedIn'],
  },
  'telephone.dial': {
    from: 'signedInAgent',
    summary: 'Calls a telephone number, after the agent has confirmed it.',
    problems: ['notAllowed', 'notSignedIn', 'telephoneUnavailable'],
  },
  'peer.signal': {
    from: 'participant',
    summary: 'Passed on to the other party as `peer.signalled`; dropped without a word while they are away.',
    problems: ['notAllowed', 'notSignedIn', 'callNotFound', 'staleGeneration'],
  },
  'peer.renew': {
    from: 'participant',
    summary:
      'Asks for the generation after `generation`; a no-op when it is already there. Both parties get the new number in their next `call.changed` or `agent.changed`.',
    problems: ['notAllowed', 'notSignedIn', 'callNotFound'],
  },
  'peer.reportConnected': {
    from: 'participant',
    summary:
      'The sender’s media of this generation is up. Without it the call ends as `mediaFailed` at the media deadline.',
    problems: ['notAllowed', 'notSignedIn', 'callNotFound'],
  },
  'peer.reportMedia': {
    from: 'participant',
    summary:
      'Passed on to the other party as `peer.mediaChanged`. Not kept: say it again to a party that has returned.',
    problems: ['notAllowed', 'notSignedIn', 'callNotFound'],
  },
  'peer.reportSigning': {
    from: 'inRoom',
    summary:
      'Told to everybody who sees the sender, as `peer.signingChanged`. Not kept: say it again to who comes or returns.',
    problems: ['notAllowed', 'notSignedIn', 'callNotFound'],
  },
  'call.reportQuality': {
    from: 'callerOrAgent',
    summary:
      'The sender’s summary of the agent’s part in the call so far, begun anew with each agent, about every 15 seconds and once more at its end; the last one of each side goes on record, for each part. Taken during the part and after it: from the agent until wrap-up is finished, also when the call goes on with another; from the customer while the connection belongs to that call.',
    problems: ['notAllowed', 'notSignedIn', 'callNotFound'],
  },
  'call.addEntry': {
    from: 'callerOrAgent',
    summary:
      'Puts an entry on the call’s record, as coming from the sender; their same `entryId` again is taken once. Taken during the call and after it: from the agent until wrap-up is finished, from the customer for two minutes while the connection belongs to that call; from a colleague or supervisor who talks with all while they do and two minutes longer. At most 2000 a call.',
    problems: ['notAllowed', 'notSignedIn', 'callNotFound', 'recordFull'],
  },
  'history.entries': {
    from: 'signedInAgent',
    summary:
      'The entries of a call the agent has had, for supervisors those of any; in order of time, as many as fit a frame. While there are `more`, ask again with `skip`: the number of those seen.',
    problems: ['notAllowed', 'notSignedIn', 'callNotFound'],
  },
  'seal.policy': {
    from: 'signedInAgent',
    summary:
      'Whose seal is put on what is agreed in the agent’s present call, and how much room it takes; null where none is. `notPossibleNow`: its certificate has expired.',
    problems: ['notAllowed', 'notSignedIn', 'callNotFound', 'notPossibleNow'],
  },
  'seal.make': {
    from: 'signedInAgent',
    summary:
      'Seals a digest with the organisation’s key, during the agent’s call or its wrap-up: CMS for a PDF signature of the kind `ETSI.CAdES.detached`. `notPossibleNow`: this queue has no seal, or its certificate has expired.',
    problems: ['notAllowed', 'notSignedIn', 'callNotFound', 'notPossibleNow'],
  },
  'library.list': {
    from: 'signedInAgent',
    summary: 'The documents prepared for the queue of the agent’s present call.',
    problems: ['notAllowed', 'notSignedIn', 'callNotFound'],
  },
  'assist.policy': {
    from: 'anyone',
    summary: 'What the settings say of files and chat, for both parties alike.',
    problems: [],
  },
  'call.offerHandOver': {
    from: 'callingCustomer',
    summary:
      'A code with which another device takes this call over: good once and for three minutes. A newer one cancels the older.',
    problems: ['notAllowed', 'callNotFound', 'callEnded'],
  },
  'call.takeHandOver': {
    from: 'customer',
    summary:
      'Takes a call over with a code: this connection enters the call with a token of its own, the older connection is replaced. Wrong codes are slowed down.',
    problems: ['notAllowed', 'handOverGone', 'alreadyInCall'],
  },
  ...IDENTITY_DESCRIPTIONS,
  ...TRANSFER_DESCRIPTIONS,
  ...CONSULT_DESCRIPTIONS,
  ...CONFERENCE_DESCRIPTIONS,
  ...SECOND_FACTOR_DESCRIPTIONS,
};
