// One check of a customer's identity as the agent's side goes through it: asked, answered, begun, looked at, decided. Pure: what
// is to be done comes back as effects. Nobody is ever refused by it.
import type { CheckEnd, CheckRefusal, CheckScreen, IdentityMessage } from '../../../../signalling/protocol/assist.ts';
import type {
  CheckDecision,
  CheckKind,
  CheckOutcome,
  CheckStep,
  EnrolmentFacts,
} from '../../../../signalling/protocol/index.ts';
import type { CheckNews, CheckResult } from '../../../core/faces/check/faceCheck.ts';
import type { Verdict } from '../../../core/faces/verdict.ts';
import type { CheckProblem } from './checkProblemWords.ts';

/** What the server says of a check that may begin. */
export type BegunCheck = {
  readonly checkId: string;
  /** The template that is opened, or the one that will be made. */
  readonly templateId: string;
  /** To enrol: of what was enrolled before. */
  readonly earlierTemplateId: string | undefined;
  readonly enrolment: EnrolmentFacts | null;
};

export type CheckRequest = { readonly askId: string; readonly purpose: CheckKind };
/** `unopened`: what was enrolled before stays shut, so that nobody can say whose face it was. */
export type EarlierFace = Verdict | 'unopened';
type Decided = { readonly decision: CheckDecision | undefined };

export type AgentCheck =
  | { readonly tag: 'closed' }
  | ({ readonly tag: 'asking' } & CheckRequest)
  | ({ readonly tag: 'refused'; readonly reason: CheckRefusal } & CheckRequest & Decided)
  | ({ readonly tag: 'beginning'; readonly camera: string } & CheckRequest)
  | AwaitingKey
  | Looking
  | ({
      readonly tag: 'judged';
      readonly check: BegunCheck;
      readonly outcome: CheckOutcome;
      readonly result: CheckResult;
    } & CheckRequest &
      Decided)
  /** Seen in person; what other proof of identity there was is to be said. */
  | ({
      readonly tag: 'confirming';
      readonly check: BegunCheck;
      /** How like it is to what was enrolled before; undefined where nothing was. */
      readonly earlier: EarlierFace | undefined;
      readonly isFiling: boolean;
      readonly problem: CheckProblem | undefined;
    } & CheckRequest)
  | ({ readonly tag: 'enrolled'; readonly expiresAtMs: number } & CheckRequest)
  | ({
      readonly tag: 'failed';
      readonly problem: CheckProblem;
      readonly waitUntilMs: number | undefined;
    } & CheckRequest &
      Decided);
type AwaitingKey = {
  readonly tag: 'awaitingKey';
  readonly camera: string;
  readonly check: BegunCheck;
  /** Which template's key is waited for. */
  readonly wantedId: string;
  readonly earlierKey: string | undefined;
} & CheckRequest;
type Looking = {
  readonly tag: 'looking';
  readonly check: BegunCheck;
  readonly screen: CheckScreen;
  readonly steps: readonly CheckStep[];
} & CheckRequest;

export type AgentCheckEvent =
  | ({ readonly name: 'started' } & CheckRequest)
  | { readonly name: 'accepted'; readonly camera: string }
  | { readonly name: 'refused'; readonly reason: CheckRefusal }
  | { readonly name: 'begun'; readonly check: BegunCheck }
  | { readonly name: 'keyReceived'; readonly templateId: string; readonly key: string }
  | { readonly name: 'news'; readonly news: CheckNews }
  | { readonly name: 'filingBegun' }
  | { readonly name: 'fileRefused'; readonly problem: CheckProblem }
  | { readonly name: 'filed'; readonly expiresAtMs: number }
  | { readonly name: 'failed'; readonly problem: CheckProblem; readonly waitUntilMs?: number | undefined }
  /** The other side's page has been heard of over another link. */
  | { readonly name: 'peerReadyAgain' }
  /** The call is held, or its picture has gone. */
  | { readonly name: 'cutOff' }
  | { readonly name: 'decided'; readonly decision: CheckDecision }
  | { readonly name: 'closed' };

export type AgentCheckEffect =
  | { readonly name: 'tell'; readonly message: IdentityMessage }
  | ({ readonly name: 'begin' } & CheckRequest)
  | {
      readonly name: 'look';
      readonly check: BegunCheck;
      readonly purpose: CheckKind;
      readonly camera: string;
      readonly key: string;
      /** Of what was enrolled before. */
      readonly earlierKey: string | undefined;
    }
  /** Engine, key, template and what was made of a face: nothing of it is held longer than the check. */
  | { readonly name: 'release' }
  | {
      readonly name: 'report';
      readonly check: BegunCheck;
      readonly outcome: CheckOutcome;
      readonly result: CheckResult;
    };

export type Step = { readonly state: AgentCheck; readonly effects: readonly AgentCheckEffect[] };

export function nextCheck(state: AgentCheck, event: AgentCheckEvent): Step {
  switch (event.name) {
    case 'started':
      return isRunning(state) ? stay(state) : start(event);
    case 'accepted':
      if (state.tag !== 'asking') return stay(state);
      return go(
        { ...requestOf(state), tag: 'beginning', camera: event.camera },
        { name: 'begin', ...requestOf(state) },
      );
    case 'refused':
      return refuse(state, event.reason);
    case 'begun':
      return state.tag === 'beginning' ? awaitKey(state, event.check) : stay(state);
    case 'keyReceived':
      if (state.tag !== 'awaitingKey' || event.templateId !== state.wantedId) return stay(state);
      return state.wantedId === state.check.templateId ? look(state, event.key) : awaitNextKey(state, event.key);
    case 'news':
      return state.tag === 'looking' ? take(state, event.news) : stay(state);
    case 'filingBegun':
      return state.tag === 'confirming' ? go({ ...state, isFiling: true, problem: undefined }) : stay(state);
    case 'fileRefused':
      return state.tag === 'confirming' ? go({ ...state, isFiling: false, problem: event.problem }) : stay(state);
    case 'filed':
      if (state.tag !== 'confirming') return stay(state);
      return go(
        { ...requestOf(state), tag: 'enrolled', expiresAtMs: event.expiresAtMs },
        tellEnd(state.askId, 'enrolled'),
        RELEASE,
      );
    case 'failed':
      return failCheck(state, event.problem, event.waitUntilMs);
    case 'peerReadyAgain':
      return repeat(state);
    case 'cutOff':
      return cut(state, 'cutOff', 'stopped');
    case 'decided':
      return 'decision' in state ? go({ ...state, decision: event.decision }) : stay(state);
    case 'closed':
      return cut(state, 'stoppedByAgent', 'stopped', { tag: 'closed' });
  }
}

/** Something goes on that the customer sees. */
export function isRunning({ tag }: AgentCheck): boolean {
  return tag === 'asking' || tag === 'beginning' || tag === 'awaitingKey' || tag === 'looking' || tag === 'confirming';
}

function start({ askId, purpose }: CheckRequest): Step {
  const message = { kind: 'identityAsked', askId, purpose } as const;
  return go({ tag: 'asking', askId, purpose }, { name: 'tell', message });
}

function refuse(state: AgentCheck, reason: CheckRefusal): Step {
  if (state.tag === 'looking' || state.tag === 'confirming') return cut(state, 'stoppedByCustomer', undefined);
  if (state.tag !== 'asking' && state.tag !== 'beginning' && state.tag !== 'awaitingKey') return stay(state);
  const report = state.tag === 'awaitingKey' ? [reportOf(state.check, 'stoppedByCustomer', UNSEEN)] : [];
  return { state: { ...requestOf(state), tag: 'refused', reason, decision: undefined }, effects: [...report, RELEASE] };
}

/** The earlier template's key first, where there is one. */
function awaitKey(state: Extract<AgentCheck, { tag: 'beginning' }>, check: BegunCheck): Step {
  const wantedId = check.earlierTemplateId ?? check.templateId;
  const next = { ...state, tag: 'awaitingKey', check, wantedId, earlierKey: undefined } as const;
  return go(next, tellKeyWanted(next));
}

function awaitNextKey(state: AwaitingKey, earlierKey: string): Step {
  const next = { ...state, earlierKey, wantedId: state.check.templateId };
  return go(next, tellKeyWanted(next));
}

function look(state: AwaitingKey, key: string): Step {
  const { check, purpose, camera, earlierKey } = state;
  const screen = { name: 'starting' } as const;
  return go({ ...requestOf(state), tag: 'looking', check, screen, steps: [] }, tellScreen(state.askId, screen), {
    name: 'look',
    check,
    purpose,
    camera,
    key,
    earlierKey,
  });
}

function take(state: Looking, news: CheckNews): Step {
  switch (news.name) {
    case 'guidance':
      // It comes with every picture, and is told when it is another.
      if (state.screen.name === 'placing' && state.screen.guidance === news.guidance) return stay(state);
      return show(state, { name: 'placing', guidance: news.guidance });
    case 'straight':
    case 'prompt':
      return show(state, news);
    case 'step':
      return go({ ...state, steps: [...state.steps, news.step] });
    case 'ended':
      return judge(state, news.result);
  }
}

function show(state: Looking, screen: CheckScreen): Step {
  return go({ ...state, screen }, tellScreen(state.askId, screen));
}

function judge(state: Looking, result: CheckResult): Step {
  const outcome = outcomeOf(state.purpose, result);
  const { check } = state;
  const isUnopened = outcome === 'enrolled' && check.earlierTemplateId !== undefined && result.verdict === undefined;
  const report = reportOf(
    check,
    outcome,
    isUnopened ? { ...result, hints: [...result.hints, 'unlikeEarlier'] } : result,
  );
  if (outcome === 'enrolled') {
    const screen = { name: 'looked' } as const;
    const earlier = isUnopened ? 'unopened' : result.verdict;
    const next = {
      ...requestOf(state),
      tag: 'confirming',
      check,
      earlier,
      isFiling: false,
      problem: undefined,
    } as const;
    return go(next, tellScreen(state.askId, screen), report);
  }
  const end = result.liveness === 'unfinished' ? 'notSeen' : 'done';
  const next = { ...requestOf(state), tag: 'judged', check, outcome, result, decision: undefined } as const;
  return go(next, tellEnd(state.askId, end), report, RELEASE);
}

/** What the face says; whether somebody was there in person stands beside it. */
function outcomeOf(purpose: CheckKind, { liveness, verdict }: CheckResult): CheckOutcome {
  if (purpose === 'enrol') return liveness === 'passed' ? 'enrolled' : 'notCompared';
  return verdict ?? 'notCompared';
}

function failCheck(state: AgentCheck, problem: CheckProblem, waitUntilMs: number | undefined): Step {
  if (!isRunning(state) || state.tag === 'closed') return stay(state);
  const end = problem === 'tooManyTries' ? 'waiting' : problem === 'templateExpired' ? 'expired' : 'notPossible';
  const report = state.tag === 'looking' ? [reportOf(state.check, 'cutOff', { ...UNSEEN, steps: state.steps })] : [];
  return {
    state: { ...requestOf(state), tag: 'failed', problem, waitUntilMs, decision: undefined },
    effects: [tellEnd(state.askId, end), ...report, RELEASE],
  };
}

/** The customer's page may be another now: what waits is said again, and a page that knows nothing of it says so. */
function repeat(state: AgentCheck): Step {
  switch (state.tag) {
    case 'asking':
      return start(state);
    case 'awaitingKey':
      return go(state, tellKeyWanted(state));
    case 'looking':
      return go(state, tellScreen(state.askId, state.screen));
    default:
      return stay(state);
  }
}

/** `end`: what the customer is told; nothing when it was they who ended it. */
function cut(state: AgentCheck, outcome: CheckOutcome, end: CheckEnd | undefined, then?: AgentCheck): Step {
  if (!isRunning(state) || state.tag === 'closed') return then ? go(then) : stay(state);
  const told = end === undefined ? [] : [tellEnd(state.askId, end)];
  const check = 'check' in state ? state.check : undefined;
  const result = { ...UNSEEN, steps: state.tag === 'looking' ? state.steps : [] };
  // An enrolment that is only to be confirmed has been reported.
  const report = check && state.tag !== 'confirming' ? [reportOf(check, outcome, result)] : [];
  const ended: AgentCheck =
    then ??
    (check ? { ...requestOf(state), tag: 'judged', check, outcome, result, decision: undefined } : { tag: 'closed' });
  return { state: ended, effects: [...told, ...report, RELEASE] };
}

const RELEASE = { name: 'release' } as const;

const UNSEEN: CheckResult = { liveness: 'unfinished', steps: [], verdict: undefined, hints: [], isLessCertain: false };

function requestOf({ askId, purpose }: CheckRequest): CheckRequest {
  return { askId, purpose };
}

function reportOf(check: BegunCheck, outcome: CheckOutcome, result: CheckResult): AgentCheckEffect {
  return { name: 'report', check, outcome, result };
}

function tellKeyWanted({ askId, wantedId }: AwaitingKey): AgentCheckEffect {
  return { name: 'tell', message: { kind: 'identityKeyWanted', askId, templateId: wantedId } };
}

function tellScreen(askId: string, screen: CheckScreen): AgentCheckEffect {
  return { name: 'tell', message: { kind: 'identityShown', askId, screen } };
}

function tellEnd(askId: string, end: CheckEnd): AgentCheckEffect {
  return { name: 'tell', message: { kind: 'identityEnded', askId, end } };
}

function go(state: AgentCheck, ...effects: readonly AgentCheckEffect[]): Step {
  return { state, effects };
}

function stay(state: AgentCheck): Step {
  return { state, effects: [] };
}
