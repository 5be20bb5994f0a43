// The key that sends, and not the one that chooses a word while it is being composed.

/** What a key counts as while an input method has it (UI Events, 7.3.1). */
const COMPOSING_KEY_CODE = 229;

/**
 * Whether *Enter* was pressed for its own sake. With an input method, as for Japanese or Chinese, it first ends the
 * composition: `isComposing` is true then, except in Safari, which ends the composition before it tells of the key and
 * leaves only the old key code to know it by.
 */
export function isEnter(event: Pick<KeyboardEvent, 'key' | 'isComposing' | 'keyCode'>): boolean {
  // eslint-disable-next-line @typescript-eslint/no-deprecated -- all that Safari leaves to know it by
  return event.key === 'Enter' && !event.isComposing && event.keyCode !== COMPOSING_KEY_CODE;
}
