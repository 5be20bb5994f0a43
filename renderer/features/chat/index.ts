// What other features may use of the chat.
export { Chat } from './chat.svelte.ts';
export { ownLinkAnswer } from './linkAnswers.ts';
export { default as ChatPanel } from './ChatPanel.svelte';
export { default as ChatReminder } from './ChatReminder.svelte';
export { default as HoldCard } from './HoldCard.svelte';
export { default as HoldTold } from './HoldTold.svelte';
export { HoldSentence } from './holdSentence.svelte.ts';
export { phraseWords } from './phraseWords.ts';
