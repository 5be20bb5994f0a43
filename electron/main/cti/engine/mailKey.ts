// What a mail is remembered by: its connection and its own name there. Knows nothing of the mail.

export function keyOf(connectionId: string, draftId: string): string {
  return `${connectionId} ${draftId}`;
}
