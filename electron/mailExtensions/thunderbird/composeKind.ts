// Which kind of mail a compose window holds. Knows Thunderbird's types of windows and what hides behind a draft.
import type { MailKind } from '../../contract/cti.ts';

export type ComposeFacts = {
  readonly type: string | undefined;
  readonly relatedMessageId: number | undefined;
};

/** What is asked about the message a draft is related to. */
export type RelatedMessage = {
  readonly isDraft: boolean;
  readonly answersAnother: boolean;
};

/**
 * A re-opened reply is a `draft` that is related to the original, or to itself: then its header says what it answers.
 * "Edit as new" says `new` and is taken at its word.
 */
export async function kindOf(
  { type, relatedMessageId }: ComposeFacts,
  lookUp: (messageId: number) => Promise<RelatedMessage>,
): Promise<MailKind> {
  switch (type) {
    case 'reply':
      return 'reply';
    case 'forward':
    case 'redirect':
      return 'forward';
    case 'draft': {
      if (relatedMessageId === undefined) return 'new';
      const related = await lookUp(relatedMessageId);
      return related.isDraft && !related.answersAnother ? 'new' : 'reply';
    }
    default:
      return 'new';
  }
}
