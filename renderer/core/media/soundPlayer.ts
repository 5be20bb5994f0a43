// Plays our own sounds on a chosen output. Knows Web Audio and output selection.
import { renderMelody, type Melody } from './melody.ts';
import { inTime, startContext } from './startContext.ts';

/** An element that can be sent to a chosen output where the browser can (Chromium, Firefox). */
type Sink = Omit<HTMLMediaElement, 'setSinkId'> & { setSinkId?: (id: string) => Promise<void> };

export class SoundPlayer {
  #context: AudioContext | undefined;
  #element: HTMLAudioElement | undefined;
  #source: AudioBufferSourceNode | undefined;
  #melody: Melody | undefined;

  /** The melody that is sounding, if any. */
  get playing(): Melody | undefined {
    return this.#melody;
  }

  /**
   * Starts a melody in place of the one that sounds.
   *
   * @returns whether it sounds: not where no sound output works, nor when another took its place
   * @param outputId an `audiooutput` device id; where that device is gone or cannot be chosen, the system's output
   */
  async play(melody: Melody, options: { loop: boolean; outputId?: string | undefined }): Promise<boolean> {
    this.stop();
    this.#melody = melody;
    const context = (this.#context ??= new AudioContext());
    const output = context.createMediaStreamDestination();
    const source = new AudioBufferSourceNode(context, { buffer: bufferOf(context, melody), loop: options.loop });
    source.connect(output);
    source.onended = () => {
      if (this.#source === source) this.stop();
    };
    this.#source = source;
    const element = new Audio();
    element.srcObject = output.stream;
    this.#element = element;
    await sendTo(element, options.outputId);
    if (this.#source !== source) return false;
    source.start();
    const [runs] = await Promise.all([startContext(context), inTime(element.play())]);
    return runs;
  }

  stop(): void {
    this.#melody = undefined;
    this.#source?.disconnect();
    this.#source = undefined;
    this.#element?.pause();
    if (this.#element) this.#element.srcObject = null;
    this.#element = undefined;
  }

  close(): void {
    this.stop();
    void this.#context?.close();
    this.#context = undefined;
  }
}

/** Sends an element's sound to a device. A device that is gone leaves the sound where it was. */
export async function sendTo(element: Sink, outputId: string | undefined): Promise<void> {
  if (outputId === undefined || !element.setSinkId) return;
  try {
    await element.setSinkId(outputId);
  } catch {
    await element.setSinkId('').catch(() => undefined);
  }
}

export function canChooseOutput(): boolean {
  return 'setSinkId' in HTMLMediaElement.prototype;
}

function bufferOf(context: AudioContext, melody: Melody): AudioBuffer {
  const samples = renderMelody(melody, context.sampleRate);
  const buffer = context.createBuffer(1, samples.length, context.sampleRate);
  buffer.copyToChannel(samples, 0);
  return buffer;
}
