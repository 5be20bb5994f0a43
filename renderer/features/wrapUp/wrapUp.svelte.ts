// What an agent writes after a call. Survives a reload until it is finished.
import { MAX_NOTES_LENGTH, type CallId } from '../../../signalling/protocol/index.ts';

const KEY_PREFIX = 'visavis.wrapUp.';

export class WrapUpForm {
  readonly callId: CallId;
  #reasonId = $state('');
  #notes = $state('');
  #submitted = $state(false);

  constructor(callId: CallId) {
    this.callId = callId;
    const kept = readDraft(callId);
    this.#reasonId = kept.reasonId;
    this.#notes = kept.notes;
  }

  get reasonId(): string {
    return this.#reasonId;
  }
  set reasonId(value: string) {
    this.#reasonId = value;
    this.#keep();
  }
  get notes(): string {
    return this.#notes;
  }
  set notes(value: string) {
    this.#notes = value.slice(0, MAX_NOTES_LENGTH);
    this.#keep();
  }
  get reasonMissing(): boolean {
    return this.#submitted && this.#reasonId === '';
  }

  /** @returns true when it is complete */
  submit(): boolean {
    this.#submitted = true;
    return this.#reasonId !== '';
  }

  /** The server has it: the draft is no longer needed. */
  forget(): void {
    try {
      sessionStorage.removeItem(KEY_PREFIX + this.callId);
    } catch {
      // Nothing was kept then either.
    }
  }

  #keep(): void {
    try {
      sessionStorage.setItem(
        KEY_PREFIX + this.callId,
        JSON.stringify({ reasonId: this.#reasonId, notes: this.#notes }),
      );
    } catch {
      // Without storage the notes live as long as the page.
    }
  }
}

function readDraft(callId: CallId): { reasonId: string; notes: string } {
  try {
    const kept = JSON.parse(sessionStorage.getItem(KEY_PREFIX + callId) ?? '{}') as Record<string, unknown>;
    return {
      reasonId: typeof kept['reasonId'] === 'string' ? kept['reasonId'] : '',
      notes: typeof kept['notes'] === 'string' ? kept['notes'].slice(0, MAX_NOTES_LENGTH) : '',
    };
  } catch {
    return { reasonId: '', notes: '' };
  }
}
