// One check of their identity as the customer goes through it: asked first, able to stop at any time, told how it ended. Pure:
// what is to be done comes back as effects. No key is sent before they have said yes.
import type { CheckEnd, CheckRefusal, CheckScreen, IdentityMessage } from '../../../../signalling/protocol/assist.ts';
import type { CheckKind } from '../../../../signalling/protocol/index.ts';

export type CheckRequest = { readonly askId: string; readonly purpose: CheckKind };
/** `slip`: the recovery code has a mistake in it · `passkey`: there was none, or it gave no key. */
export type KeyProblem = 'slip' | 'passkey';

export type CustomerCheck =
  | { readonly tag: 'idle' }
  | ({ readonly tag: 'asked' } & CheckRequest)
  /** They said yes, and this browser holds no key of theirs. */
  | ({ readonly tag: 'keyless'; readonly problem: KeyProblem | undefined } & CheckRequest)
  | ({ readonly tag: 'consenting' } & CheckRequest)
  /** `keysSent`: the templates whose keys they have sent. */
  | ({ readonly tag: 'looking'; readonly screen: CheckScreen; readonly keysSent: readonly string[] } & CheckRequest)
  /** `unsaid`: the consent did not reach the service. */
  | ({ readonly tag: 'ended'; readonly end: CheckEnd | 'unsaid' | 'unable' | 'withdrawn' } & CheckRequest);

export type CustomerCheckEvent =
  | ({ readonly name: 'asked' } & CheckRequest)
  | { readonly name: 'agreed' }
  | { readonly name: 'refused'; readonly reason: CheckRefusal }
  | { readonly name: 'keyMissing'; readonly problem?: KeyProblem }
  | { readonly name: 'keyFound' }
  | { readonly name: 'consented'; readonly camera: string }
  | { readonly name: 'consentUnsaid' }
  | { readonly name: 'keyWanted'; readonly askId: string; readonly templateId: string }
  | { readonly name: 'shown'; readonly askId: string; readonly screen: CheckScreen }
  | { readonly name: 'ended'; readonly askId: string; readonly end: CheckEnd }
  | { readonly name: 'dismissed' };

export type CustomerCheckEffect =
  | { readonly name: 'tell'; readonly message: IdentityMessage }
  | ({ readonly name: 'findKey' } & CheckRequest)
  | { readonly name: 'consent' }
  | { readonly name: 'sendKey'; readonly askId: string; readonly templateId: string }
  | { readonly name: 'say'; readonly screen: CheckScreen }
  /** The key that was made for this enrolment stays, as a template of it exists. */
  | { readonly name: 'keepKey' }
  | { readonly name: 'dropNewKey' };

export type Step = { readonly state: CustomerCheck; readonly effects: readonly CustomerCheckEffect[] };

export function nextCustomerCheck(state: CustomerCheck, event: CustomerCheckEvent): Step {
  switch (event.name) {
    case 'asked':
      // The same question again comes over a new link: the answer is still being thought of.
      if (state.tag !== 'idle' && state.tag !== 'ended' && state.askId === event.askId) return stay(state);
      return go({ tag: 'asked', askId: event.askId, purpose: event.purpose });
    case 'agreed':
      if (state.tag !== 'asked') return stay(state);
      return go({ ...requestOf(state), tag: 'consenting' }, { name: 'findKey', ...requestOf(state) });
    case 'refused':
      return refuse(state, event.reason);
    case 'keyMissing':
      if (state.tag !== 'consenting' && state.tag !== 'keyless') return stay(state);
      return go({ ...requestOf(state), tag: 'keyless', problem: event.problem });
    case 'keyFound':
      if (state.tag !== 'consenting' && state.tag !== 'keyless') return stay(state);
      return go({ ...requestOf(state), tag: 'consenting' }, { name: 'consent' });
    case 'consented':
      return state.tag === 'consenting' ? accept(state, event.camera) : stay(state);
    case 'consentUnsaid':
      if (state.tag !== 'consenting') return stay(state);
      return go({ ...requestOf(state), tag: 'ended', end: 'unsaid' }, tellRefusal(state.askId, 'unsaid'), DROP);
    case 'keyWanted':
      return state.tag === 'looking' && state.askId === event.askId ? sendKey(state, event.templateId) : stay(state);
    case 'shown':
      return show(state, event);
    case 'ended':
      return end(state, event);
    case 'dismissed':
      return state.tag === 'ended' ? go({ tag: 'idle' }) : stay(state);
  }
}

/** Their face may be looked at now. */
export function isLooking({ tag }: CustomerCheck): boolean {
  return tag === 'looking';
}

const DROP = { name: 'dropNewKey' } as const;

function accept(state: Extract<CustomerCheck, { tag: 'consenting' }>, camera: string): Step {
  const message = { kind: 'identityAccepted', askId: state.askId, camera } as const;
  return go(
    { ...requestOf(state), tag: 'looking', screen: { name: 'starting' }, keysSent: [] },
    { name: 'tell', message },
  );
}

/** Of one template to verify; to enrol, of the earlier one and of the one that is made. The same may be asked for again. */
function sendKey(state: Extract<CustomerCheck, { tag: 'looking' }>, templateId: string): Step {
  const keysSent = state.keysSent.includes(templateId) ? state.keysSent : [...state.keysSent, templateId];
  if (keysSent.length > (state.purpose === 'enrol' ? 2 : 1)) return stay(state);
  return go({ ...state, keysSent }, { name: 'sendKey', askId: state.askId, templateId });
}

function refuse(state: CustomerCheck, reason: CheckRefusal): Step {
  if (state.tag === 'idle') return stay(state);
  if (state.tag === 'ended') return reason === 'withdrawn' ? go({ ...state, end: 'withdrawn' }) : stay(state);
  const told = tellRefusal(state.askId, reason);
  if (reason === 'withdrawn' || reason === 'unable')
    return go({ ...requestOf(state), tag: 'ended', end: reason }, told, DROP);
  // A no is a no: nothing more is said of it.
  return reason === 'stopped'
    ? go({ ...requestOf(state), tag: 'ended', end: 'stopped' }, told, DROP)
    : go({ tag: 'idle' }, told, DROP);
}

function show(state: CustomerCheck, { askId, screen }: { readonly askId: string; readonly screen: CheckScreen }): Step {
  // A page that was reloaded has been told nothing, and lets nobody look.
  if (state.tag !== 'looking' || state.askId !== askId) return go(state, tellRefusal(askId, 'stopped'));
  return go({ ...state, screen }, { name: 'say', screen });
}

function end(state: CustomerCheck, event: { readonly askId: string; readonly end: CheckEnd }): Step {
  if (state.tag === 'idle' || state.tag === 'ended' || state.askId !== event.askId) return stay(state);
  // Taken back before it was answered: there is nothing to tell.
  if (state.tag === 'asked' || state.tag === 'keyless') return go({ tag: 'idle' }, DROP);
  const kept = event.end === 'enrolled' ? ({ name: 'keepKey' } as const) : DROP;
  return go({ ...requestOf(state), tag: 'ended', end: event.end }, kept);
}

function tellRefusal(askId: string, reason: CheckRefusal): CustomerCheckEffect {
  return { name: 'tell', message: { kind: 'identityRefused', askId, reason } };
}

function requestOf({ askId, purpose }: CheckRequest): CheckRequest {
  return { askId, purpose };
}

function go(state: CustomerCheck, ...effects: readonly CustomerCheckEffect[]): Step {
  return { state, effects };
}

function stay(state: CustomerCheck): Step {
  return { state, effects: [] };
}
