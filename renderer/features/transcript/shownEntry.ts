// What is on a call's record as people read it: a link with its answer, an agreement as both sides reported it, a photo with
// the customer's word for it are one thing each. Pure.
import type { TranscriptEntry, Party, RecordedTranscriptEntry } from '../../../signalling/protocol/index.ts';

type Kind<K extends TranscriptEntry['kind']> = Extract<TranscriptEntry, { kind: K }>;
/** `party`: whose doing it was, whoever reported it. */
type Head = { key: string; atMs: number; party: Party };

export type ShownAgreement = Head &
  Omit<Kind<'agreement'>, 'sha256'> & {
    /** The SHA-256 of what each side says it holds. */
    held: Partial<Record<Party, string>>;
  };
export type ShownStill = Head &
  Kind<'still'> & {
    /** The agent's page has filed it. */
    isFiled: boolean;
    /** The customer's page has said that it sent it. */
    isConfirmed: boolean;
  };
export type ShownTranscriptEntry =
  (Head & Kind<'chat' | 'phrase' | 'document' | 'surface'>) | (Head & Kind<'link'>) | ShownAgreement | ShownStill;

/** In order of time, as the entries are. What belongs together stands where its first part does. */
export function shownEntries(entries: readonly RecordedTranscriptEntry[]): ShownTranscriptEntry[] {
  const shown = new Map<string, ShownTranscriptEntry>();
  for (const recorded of entries) {
    const key = keyOf(recorded);
    shown.set(key, joined(shown.get(key), key, recorded));
  }
  return [...shown.values()];
}

function keyOf({ entryId, party, entry }: RecordedTranscriptEntry): string {
  if (entry.kind === 'link') return `link:${entry.messageId}`;
  if (entry.kind === 'still') return `still:${entry.sha256}`;
  return entry.kind === 'agreement' ? `agreement:${entryId}` : `${party}:${entryId}`;
}

function joined(
  before: ShownTranscriptEntry | undefined,
  key: string,
  { party, atMs, entry }: RecordedTranscriptEntry,
): ShownTranscriptEntry {
  const head = { key, atMs, party };
  switch (entry.kind) {
    case 'link': {
      const link = before?.kind === 'link' ? before : undefined;
      // The sender is who asked, and the answer is what was answered, whichever was told first.
      if (!link) return { ...head, ...entry };
      return entry.status === 'asked' ? { ...link, party } : { ...link, status: entry.status };
    }
    case 'agreement': {
      const { sha256, ...agreement } = entry;
      const held = { ...(before?.kind === 'agreement' ? before.held : {}), [party]: sha256 };
      // It is always the customer who agrees, and both report it.
      return before?.kind === 'agreement' ? { ...before, held } : { ...head, party: 'customer', ...agreement, held };
    }
    case 'still': {
      const fresh = { ...head, party: 'customer', ...entry, isFiled: false, isConfirmed: false } as const;
      const still = before?.kind === 'still' ? before : fresh;
      return party === 'agent' ? { ...still, isFiled: true } : { ...still, isConfirmed: true };
    }
    default:
      return { ...head, ...entry };
  }
}
