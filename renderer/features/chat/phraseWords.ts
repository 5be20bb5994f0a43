// Set phrases in each reader's own language.
import type { HOLD_REASONS, Phrase } from '../../../signalling/protocol/assist.ts';
import { m } from '../../paraglide/messages.js';

export type HoldReason = (typeof HOLD_REASONS)[number];

export const HOLD_REASON_WORDS: Readonly<Record<HoldReason, () => string>> = {
  lookUp: m.chatHoldLookUp,
  colleague: m.chatHoldColleague,
  documents: m.chatHoldDocuments,
  system: m.chatHoldSystem,
};

const HOLD_SENTENCES: Readonly<Record<HoldReason, (inputs: { minutes: number }) => string>> = {
  lookUp: m.chatHoldLookUpSentence,
  colleague: m.chatHoldColleagueSentence,
  documents: m.chatHoldDocumentsSentence,
  system: m.chatHoldSystemSentence,
};

export function phraseWords(phrase: Phrase): string {
  return phrase.name === 'hold' ? HOLD_SENTENCES[phrase.reason]({ minutes: phrase.minutes }) : m.chatThanksSentence();
}
