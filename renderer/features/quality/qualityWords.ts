// A call's quality in words that people understand.
import type { QualityLevel, QualityVerdict } from '../../core/callQuality/qualityVerdict.ts';
import { m } from '../../paraglide/messages.js';

export function verdictWords({ level, side }: QualityVerdict, peerName: string): string {
  if (level === 'good') return m.qualityGood();
  if (side === 'own') return m.qualityWeakOwn();
  return side === 'other' ? m.qualityWeakOther({ name: peerName }) : m.qualityWeak();
}

/** For a call that is over. `mosX100` as the record has it. */
export function summaryWords(mosX100: number): string {
  return recordedLevel(mosX100) === 'good' ? m.qualityGood() : m.qualityWeak();
}

export function recordedLevel(mosX100: number): QualityLevel {
  return mosX100 >= 360 ? 'good' : mosX100 >= 310 ? 'weak' : 'bad';
}
