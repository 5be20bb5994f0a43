// What a mail is remembered by: its door and its own name there. Knows nothing of the mail.

export function keyOf(doorId: string, draftId: string): string {
  return `${doorId} ${draftId}`;
}
