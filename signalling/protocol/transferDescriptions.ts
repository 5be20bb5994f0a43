// What each request about handing a call on is for. For the documentation and the tests; clients do not load it.
import type { Description } from './description.ts';
import type { transferRequests } from './transfer.ts';

export const TRANSFER_DESCRIPTIONS: { readonly [N in keyof typeof transferRequests]: Description } = {
  'transfer.targets': {
    from: 'signedInAgent',
    summary:
      'To whom the sender’s call may be handed on: colleagues with what they do now, those who are free first, and queues with how many wait.',
    problems: ['notAllowed', 'notSignedIn'],
  },
  'call.transfer': {
    from: 'signedInAgent',
    summary:
      'Hands the sender’s call on. The customer waits at the place that their arrival gives them, the sender wraps up. A colleague who cannot take it within the ring time-out gives it back: to the sender where they are free, else to the queue.',
    problems: [
      'notAllowed',
      'notSignedIn',
      'callNotFound',
      'notPossibleNow',
      'colleagueBusy',
      'topicUnknown',
      'queueClosed',
      'lineFull',
    ],
  },
  'call.addPerson': {
    from: 'signedInAgent',
    summary:
      'It rings at a colleague, or at whoever of a queue is free the longest; when they answer they talk with everybody. Meanwhile the call goes on.',
    problems: [
      ...([
        'notAllowed',
        'notSignedIn',
        'callNotFound',
        'notPossibleNow',
        'colleagueBusy',
        'colleagueOutdated',
      ] as const),
      ...(['customerOutdated', 'roomsUnavailable'] as const),
    ],
  },
  'transfer.card': {
    from: 'signedInAgent',
    summary:
      'Of a call that was handed on, what the one who takes it should know: while it rings at them and while they have it.',
    problems: ['notAllowed', 'notSignedIn', 'callNotFound'],
  },
  'transfer.course': {
    from: 'callingCustomer',
    summary: 'To whom the caller’s call is being handed on, and why; null when it is not, or has been taken.',
    problems: ['notAllowed', 'callNotFound'],
  },
  'transfer.earlier': {
    from: 'callingCustomer',
    summary:
      'What the settings of the call’s queue say of what was written and shown before the call was handed on, which the caller’s page still has: offered to the agent who has it now, given at once, or never.',
    problems: ['notAllowed', 'callNotFound'],
  },
};
