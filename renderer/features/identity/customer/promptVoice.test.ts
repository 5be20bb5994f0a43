// What is said aloud while a face is looked at.
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { setLocale } from '../../../paraglide/runtime.js';
import { createPromptVoice } from './promptVoice.ts';

class Utterance {
  lang = '';
  readonly text: string;
  constructor(text: string) {
    this.text = text;
  }
}
const said: string[] = [];
const speech = {
  speak: ({ lang, text }: Utterance) => said.push(`${lang}: ${text}`),
  cancel: () => said.push('…'),
};

beforeEach(() => {
  said.length = 0;
  vi.stubGlobal('speechSynthesis', speech);
  vi.stubGlobal('SpeechSynthesisUtterance', Utterance);
});
afterEach(async () => {
  await setLocale('en', { reload: false });
  vi.unstubAllGlobals();
});

it('[IDENTITY-34] what is to be done is said, in the language of the page; the same is not said again, and what was said gives way', async () => {
  const voice = createPromptVoice();
  const blink = { name: 'prompt', prompt: 'blink', index: 0, count: 5, limitMs: 5000 } as const;
  voice.say({ name: 'placing', guidance: 'tooDark' });
  voice.say({ name: 'placing', guidance: 'tooDark' });
  voice.say(blink);
  expect(said).toEqual(['…', 'en-GB: It is too dark. Turn on a light or face a window.', '…', 'en-GB: Blink.']);
  await setLocale('fr', { reload: false });
  said.length = 0;
  voice.say(blink);
  voice.stop();
  expect(said).toEqual(['…', 'fr-FR: Clignez des yeux.', '…']);
});

it('[IDENTITY-34] a browser that cannot speak is silent', () => {
  vi.unstubAllGlobals();
  const voice = createPromptVoice();
  expect(() => {
    voice.say({ name: 'starting' });
    voice.stop();
  }).not.toThrow();
});
