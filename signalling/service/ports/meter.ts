// What the service counts for the figures. Contract only.
import type { Outcome, ProblemCode, ShieldEnding } from '../../protocol/index.ts';

export type Meter = {
  requestAnswered(name: string, result: 'ok' | ProblemCode): void;
  /** Of a message of a later release; `name`: of the request. */
  fieldsLeftOut(name: string, count: number): void;
  offerEnded(result: 'answered' | 'declined' | 'missed' | 'withdrawn'): void;
  callEnded(outcome: Outcome): void;
  shieldEnded(how: ShieldEnding): void;
};
