// Says what to do, for who cannot or need not look. Knows the browser's speech; silent where it has none.
import type { CheckScreen } from '../../../../signalling/protocol/assist.ts';
import { getLocale } from '../../../paraglide/runtime.js';
import { checkScreenWords } from '../checkScreenWords.ts';

export interface PromptVoice {
  /** What is being said gives way. */
  say(screen: CheckScreen): void;
  stop(): void;
}

export function createPromptVoice(): PromptVoice {
  let said = '';
  return {
    say: (screen) => {
      const words = checkScreenWords(screen);
      // Guidance comes many times a second: the same is not said again.
      if (!('speechSynthesis' in window) || words === said) return;
      said = words;
      const utterance = new SpeechSynthesisUtterance(words);
      utterance.lang = getLocale() === 'fr' ? 'fr-FR' : 'en-GB';
      speechSynthesis.cancel();
      speechSynthesis.speak(utterance);
    },
    stop: () => {
      said = '';
      if ('speechSynthesis' in window) speechSynthesis.cancel();
    },
  };
}
