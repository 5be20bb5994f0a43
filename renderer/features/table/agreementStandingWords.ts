// What is said while a file for an agreement is made and checked, and when it cannot be kept: what happened, where, and what to do.
import type { Party } from '../../../signalling/protocol/index.ts';
import { m } from '../../paraglide/messages.js';
import type { Standing } from './agreementStanding.ts';

type Of<N extends Standing['name']> = Extract<Standing, { name: N }>;
type Reader = { document: string; me: Party; peerName: string };

export function checkingWords({ stage, by, page, pages }: Of<'checking'>, { document, me, peerName }: Reader): string {
  if (me === 'customer') return m.agreementMaking();
  const words = stage === 'body' ? m.agreementChecking({ document }) : m.agreementCheckingResult({ document });
  const at = page !== undefined && pages !== undefined ? m.agreementPageOf({ page, pages }) : '';
  const who = by === 'customer' ? m.agreementTheirCheck({ name: peerName }) : '';
  return [words, who, at].filter((part) => part !== '').join(' ');
}

/** Before anybody was asked only the agent reads it. */
export function stoppedWords(
  { why, by, page, stage }: Of<'stopped'>,
  { document, me, peerName, wasAgreed }: Reader & { wasAgreed: boolean },
): string {
  if (why === 'changed') {
    if (me === 'customer') return m.agreementChangedForCustomer({ document, name: peerName });
    return stage === 'body' ? m.agreementChangedEarly({ document }) : m.agreementChanged({ document });
  }
  if (me === 'customer' && wasAgreed) return m.agreementNotKept({ document, name: peerName });
  const reason = REASONS[why]({ document, page: page ?? 1 });
  const whose = by === 'customer' ? m.agreementFoundByThem({ name: peerName }) : '';
  const next = stage === 'result' ? m.agreementResultNext({ name: peerName }) : m.agreementBodyNext({ name: peerName });
  return [reason, whose, next].filter((part) => part !== '').join(' ');
}

type Reason = (at: { document: string; page: number }) => string;
const REASONS: Readonly<Record<Exclude<Of<'stopped'>['why'], 'changed'>, Reason>> = {
  notMade: m.agreementNotMade,
  notSealed: m.agreementNotSealed,
  noRoom: m.agreementNoRoom,
  pagesDiffer: m.agreementPagesDiffer,
  textDiffers: m.agreementTextDiffers,
  looksDifferent: m.agreementLooksDifferent,
  valueCutOff: m.agreementValueCutOff,
  resultBroken: m.agreementResultBroken,
  sourceBroken: m.agreementSourceBroken,
  notFetched: m.agreementNotFetched,
  takenBack: m.agreementGivenUp,
};
