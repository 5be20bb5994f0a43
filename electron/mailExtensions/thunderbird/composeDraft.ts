// What happened in one compose window, and what that means for its end. Pure: knows neither Thunderbird's API nor the app.
import type { DraftOutcome } from '../../contract/cti.ts';

export type ComposeDraft = {
  /** It was opened from a saved draft and nothing was changed since it was saved. */
  readonly isSaved: boolean;
  readonly isSending: boolean;
};

export type SendResult = {
  readonly mode: string;
  readonly error?: string | undefined;
  readonly headerMessageId?: string | undefined;
};

export function openCompose(isReopenedDraft: boolean): ComposeDraft {
  return { isSaved: isReopenedDraft, isSending: false };
}

export function typedIn(draft: ComposeDraft): ComposeDraft {
  return { ...draft, isSaved: false };
}

export function savedAs(
  draft: ComposeDraft,
  { mode, error }: { mode: string; error?: string | undefined },
): ComposeDraft {
  // A template is a copy elsewhere, and the mail itself is not saved by it.
  return error === undefined && mode !== 'template' ? { ...draft, isSaved: true } : draft;
}

/**
 * Thunderbird reports a failed send without an error, after its dialog was dismissed: what was sent at once has a message id,
 * what was not has none.
 */
export function afterSend({ mode, error, headerMessageId }: SendResult): 'sent' | 'queued' | 'failed' {
  if (error !== undefined) return 'failed';
  if (mode === 'sendLater') return 'queued';
  return headerMessageId ? 'sent' : 'failed';
}

/** A window that closes while its mail is on the way out closes because it went out. */
export function closedAs({ isSaved, isSending }: ComposeDraft): DraftOutcome {
  if (isSending) return 'sent';
  return isSaved ? 'saved' : 'discarded';
}
