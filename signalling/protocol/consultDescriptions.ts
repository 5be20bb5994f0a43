// What each request about asking a colleague is for. For the documentation and the tests; clients do not load it.
import type { consultRequests } from './consult.ts';
import type { Description } from './description.ts';

export const CONSULT_DESCRIPTIONS: { readonly [N in keyof typeof consultRequests]: Description } = {
  'call.consult': {
    from: 'signedInAgent',
    summary:
      'Asks a colleague about the sender’s call. The customer is on hold meanwhile; a colleague who cannot take it leaves everything as it was.',
    problems: ['notAllowed', 'notSignedIn', 'callNotFound', 'notPossibleNow', 'colleagueBusy', 'colleagueOutdated'],
  },
  'consult.end': {
    from: 'signedInAgent',
    summary: 'Ends the consultation: whoever asked talks with the customer again, whoever was asked is free.',
    problems: ['notAllowed', 'notSignedIn', 'callNotFound', 'notPossibleNow'],
  },
  'consult.swap': {
    from: 'signedInAgent',
    summary: 'Says with whom the agent who asked talks now; the other one is on hold.',
    problems: ['notAllowed', 'notSignedIn', 'callNotFound', 'notPossibleNow'],
  },
  'consult.complete': {
    from: 'signedInAgent',
    summary:
      'Leaves the call with the colleague who was asked, who talks with the customer at once. The sender wraps up.',
    problems: ['notAllowed', 'notSignedIn', 'callNotFound', 'notPossibleNow'],
  },
};
