// Text that goes letter by letter among several: a stream to and from each of the others, so that what two write never mixes. Knows no links.
import { TextStream, type TextStreamOptions } from './textStream.ts';

export class TextCircle<Other> {
  readonly #options: TextStreamOptions;
  readonly #streams = new Map<Other, TextStream>();
  readonly #listeners = new Set<(text: string, from: Other) => void>();
  readonly #readyListeners = new Set<() => void>();
  /** Written while nobody had come yet. */
  #unsaid = '';

  constructor(options: TextStreamOptions) {
    this.#options = options;
  }

  /** Somebody's page has said that it listens: pages of before never do. */
  get isPossible(): boolean {
    return [...this.#streams.values()].some(({ isPossible }) => isPossible);
  }

  /** The stream with somebody new. As with speech, who comes later has not heard what was said before. */
  join(other: Other): TextStream {
    const stream = new TextStream(this.#options);
    this.#streams.set(other, stream);
    stream.onText((text) => {
      for (const listener of this.#listeners) listener(text, other);
    });
    stream.onReady(() => {
      for (const listener of this.#readyListeners) listener();
    });
    if (this.#unsaid !== '') stream.say(this.#unsaid);
    this.#unsaid = '';
    return stream;
  }

  /** To all, as far as the pace allows, and to each when there is a link again. */
  say(text: string): void {
    if (this.#streams.size === 0) this.#unsaid += text;
    for (const stream of this.#streams.values()) stream.say(text);
  }

  onText(listener: (text: string, from: Other) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** `isPossible` may have changed. */
  onReady(listener: () => void): () => void {
    this.#readyListeners.add(listener);
    return () => this.#readyListeners.delete(listener);
  }

  close(): void {
    for (const stream of this.#streams.values()) stream.close();
    this.#listeners.clear();
    this.#readyListeners.clear();
  }
}
