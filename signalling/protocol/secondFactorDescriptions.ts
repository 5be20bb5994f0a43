// What the requests of the second factor are for, as `descriptions.ts`.
import type { Description } from './description.ts';
import type { secondFactorRequests } from './secondFactor.ts';

export const SECOND_FACTOR_DESCRIPTIONS: { readonly [N in keyof typeof secondFactorRequests]: Description } = {
  'agent.beginSignIn': {
    from: 'agent',
    summary:
      'Name and password. Where the account needs no second factor this signs in as `agent.signIn` does; else the connection waits ten minutes for a code, or for the second factor to be set up (`account.beginSecondFactor`), and then for `agent.completeSignIn`. Nothing else is answered meanwhile.',
    problems: ['notAllowed', 'wrongCredentials', 'tooManyAttempts', 'notPossibleNow'],
  },
  'agent.completeSignIn': {
    from: 'enteringAgent',
    summary: 'A code of the authenticator app, good once, or a recovery code, for a session.',
    problems: ['notAllowed', 'notSignedIn', 'wrongCode', 'tooManyAttempts', 'notPossibleNow', 'sessionExpired'],
  },
  'account.secondFactor': {
    from: 'signedInAgent',
    summary: 'Whether the sender has a second factor, and whether they must.',
    problems: ['notAllowed', 'notSignedIn'],
  },
  'account.beginSecondFactor': {
    from: 'accountOwner',
    summary:
      'A secret for an authenticator app, to be confirmed within ten minutes on the same connection. Wants the password of who is signed in; who is signing in has just given it.',
    problems: ['notAllowed', 'notSignedIn', 'sessionExpired', 'wrongCredentials', 'tooManyAttempts', 'notPossibleNow'],
  },
  'account.confirmSecondFactor': {
    from: 'accountOwner',
    summary: 'A code of that secret turns the second factor on.',
    problems: ['notAllowed', 'notSignedIn', 'wrongCode', 'notPossibleNow'],
  },
  'account.renewRecoveryCodes': {
    from: 'signedInAgent',
    summary: 'Other recovery codes in place of those before, for a code.',
    problems: ['notAllowed', 'notSignedIn', 'sessionExpired', 'wrongCode', 'tooManyAttempts', 'notPossibleNow'],
  },
  'account.endSecondFactor': {
    from: 'signedInAgent',
    summary: 'Turns the second factor off, for a code. Not where the settings want one.',
    problems: ['notAllowed', 'notSignedIn', 'sessionExpired', 'wrongCode', 'tooManyAttempts', 'notPossibleNow'],
  },
  'account.factorReset': {
    from: 'signedInAgent',
    summary:
      'When the operator turned the sender’s second factor off, if that was in the last seven days. An earlier server tells it once.',
    problems: ['notAllowed', 'notSignedIn'],
  },
};
