// Why a check could not begin or go on, and what to do.
import type { ProblemCode } from '../../../../signalling/protocol/index.ts';
import type { OpenProblem } from '../../../core/faces/template/sealedTemplate.ts';
import { m } from '../../../paraglide/messages.js';
import { problemWords } from '../../problems/index.ts';

/** `engine`: the models cannot be had or run · `noPicture`: the customer's camera is off. */
type OwnProblem = OpenProblem | 'engine' | 'noPicture';
export type CheckProblem = ProblemCode | 'unreachable' | OwnProblem;

const OWN_WORDS: Record<OwnProblem, (who: { name: string }) => string> = {
  expired: m.checkProblemExpired,
  otherModel: m.checkProblemModel,
  broken: m.checkProblemBroken,
  engine: m.checkProblemEngine,
  noPicture: m.checkProblemNoPicture,
};

export function checkProblemWords(problem: CheckProblem, name: string): string {
  return isOwn(problem) ? OWN_WORDS[problem]({ name }) : problemWords(problem);
}

function isOwn(problem: CheckProblem): problem is OwnProblem {
  return Object.hasOwn(OWN_WORDS, problem);
}
