// Entries of a call's record in words, where one sentence says it.
import { phraseSchema } from '../../../signalling/protocol/assist.ts';
import { m } from '../../paraglide/messages.js';
import { phraseWords } from '../chat/index.ts';
import { formatBytes } from '../language/index.ts';
import type { ShownTranscriptEntry } from './shownEntry.ts';

type Of<K extends ShownTranscriptEntry['kind']> = Extract<ShownTranscriptEntry, { kind: K }>;

/** What another version of the pages said is not put into this one's mouth. */
export function recordedPhraseWords({ phrase: name, params }: Of<'phrase'>): string {
  const phrase = phraseSchema.safeParse({ name, ...params });
  return phrase.success ? phraseWords(phrase.data) : m.entryPhraseUnknown();
}

export function documentWords({ name, bytes }: Of<'document'>): string {
  return m.entryDocument({ name, size: formatBytes(bytes) });
}

export function surfaceWords({ name, surface, change }: Of<'surface'>): string {
  const what = { screen: m.entryScreen, window: m.entryWindow, tab: m.entryTab, unknown: m.entrySurface }[surface]();
  const named = name === '' ? what : m.entrySurfaceNamed({ what, name });
  return change === 'begun' ? m.entryShareBegun({ what: named }) : m.entryShareEnded({ what: named });
}

export function linkStatusWords({ status }: Of<'link'>): string {
  return { asked: m.entryLinkAsked, accepted: m.entryLinkAccepted, declined: m.entryLinkDeclined }[status]();
}
