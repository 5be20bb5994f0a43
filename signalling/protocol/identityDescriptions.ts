// What the requests about a customer's face are for. For the documentation and the tests, as `descriptions.ts`.
import type { Description } from './description.ts';
import type { RequestName } from './index.ts';

export const IDENTITY_DESCRIPTIONS: {
  readonly [N in Extract<RequestName, `identity.${string}`>]: Description;
} = {
  'identity.policy': {
    from: 'anyone',
    summary:
      'Whether faces may be checked here, for how long what is kept, and the other ways to know who somebody is.',
    problems: [],
  },
  'identity.challenge': {
    from: 'callingCustomer',
    summary:
      'Asks for the nonce that the next consent of this call signs. A server that does not know this request takes `possession` alone.',
    problems: ['notAllowed', 'callNotFound', 'identityOff', 'notPossibleNow'],
  },
  'identity.consent': {
    from: 'callingCustomer',
    summary:
      'The customer has read the words of `textVersion` and said yes, for this call. Whoever consented first with a `customerId` says how it is withdrawn, and by which public key they are known again: `proof` signs this consent with it. Anybody else is somebody new. `checkNotFound`: the nonce was used, is too old, or is of another call.',
    problems: [
      'checkNotFound',
      'notAllowed',
      'callNotFound',
      'identityOff',
      'textOutdated',
      'notPossibleNow',
      'recordFull',
    ],
  },
  'identity.withdraw': {
    from: 'customer',
    summary:
      'Erases the template at once and ends the consent, also of a check under way. It needs no call. An unknown customer and a wrong token get the same problem.',
    problems: ['notAllowed', 'customerUnknown'],
  },
  'identity.wantedKeys': {
    from: 'callingCustomer',
    summary:
      'The check that is under way in the call, as the server knows it, and the templates whose keys it needs: to verify the customer’s, to enrol the earlier one, if there is one, and the one to be made. Null: no check is.',
    problems: ['notAllowed', 'callNotFound'],
  },
  'identity.begin': {
    from: 'signedInAgent',
    summary:
      'Begins a check of the customer in the agent’s present call, who must have consented in it. After five failed tries in a row there is a wait, told by `retryAfterMs`.',
    problems: [
      'notAllowed',
      'notSignedIn',
      'callNotFound',
      'identityOff',
      'consentMissing',
      'notEnrolled',
      'templateExpired',
      'tooManyTries',
      'recordFull',
    ],
  },
  'identity.finish': {
    from: 'signedInAgent',
    summary: 'What came of a check. It is taken once.',
    problems: ['notAllowed', 'notSignedIn', 'callNotFound', 'checkNotFound'],
  },
  'identity.fileTemplate': {
    from: 'signedInAgent',
    summary:
      'Files the sealed template of an enrolment in which somebody was shown to be there, once, with the proof of identity that the agent saw. It takes the place of an older one.',
    problems: ['notAllowed', 'notSignedIn', 'callNotFound', 'checkNotFound', 'consentMissing'],
  },
  'identity.decide': {
    from: 'signedInAgent',
    summary: 'What the agent decided. It may be changed until wrap-up is finished.',
    problems: ['notAllowed', 'notSignedIn', 'callNotFound', 'checkNotFound', 'recordFull'],
  },
  'identity.records': {
    from: 'signedInAgent',
    summary: 'The checks of a call, for the agent who had it and for supervisors.',
    problems: ['notAllowed', 'notSignedIn', 'callNotFound'],
  },
};
