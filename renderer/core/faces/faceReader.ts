// Reads faces in a worker, one picture after the other. Knows the worker's messages and where the models lie.
import { FACE_FOLDER } from './faceApi/models.ts';
import type { Reading, Wants } from './reading.ts';
import type { OwnModel, RecogniserFacts } from './recogniser.ts';
import type { FromWorker, Size, ToWorker } from './workerMessages.ts';

/** A worker that says nothing for so long has died of what it was given. */
const ANSWER_LIMIT_MS = 20_000;

type Waiting = { resolve: (message: FromWorker) => void; reject: (cause: Error) => void };

export type ReadPicture = { readonly reading: Reading; readonly size: Size; readonly tensors: number };

/** MUST be closed by whoever opened it: the models take some 60 MB. */
export class FaceReader {
  readonly facts: RecogniserFacts;
  readonly #worker: WorkerLine;

  private constructor(worker: WorkerLine, facts: RecogniserFacts) {
    this.#worker = worker;
    this.facts = facts;
  }

  /** Rejects when the models cannot be reached, are others, or the browser has no WebAssembly. `own`: gone afterwards. */
  static async open(own?: OwnModel): Promise<FaceReader> {
    const worker = new WorkerLine(
      new Worker(new URL('./faceWorker.ts', import.meta.url), { type: 'module', name: 'faces' }),
    );
    const base = new URL(`${import.meta.env.BASE_URL}${FACE_FOLDER}/`, document.baseURI).href;
    try {
      const opened = await worker.ask((id) => ({ id, kind: 'open', base, own }), own ? [own.content] : []);
      if (opened.kind !== 'opened') throw new Error('the worker did not open');
      return new FaceReader(worker, opened.facts);
    } catch (cause) {
      worker.close();
      throw cause;
    }
  }

  /** What is handed in is gone afterwards. Rejects when the worker died. */
  async read(picture: ImageData | VideoFrame, wants: Wants): Promise<ReadPicture> {
    const handed = picture instanceof ImageData ? picture.data.buffer : picture;
    const answer = await this.#worker.ask((id) => ({ id, kind: 'read', picture, wants }), [handed]);
    if (answer.kind !== 'read') throw new Error('the worker did not read');
    return { reading: answer.reading, size: answer.size, tensors: answer.tensors };
  }

  close(): void {
    this.#worker.close();
  }
}

class WorkerLine {
  readonly #worker: Worker;
  readonly #waiting = new Map<number, Waiting>();
  #next = 1;

  constructor(worker: Worker) {
    this.#worker = worker;
    worker.addEventListener('message', ({ data }: MessageEvent<FromWorker>) => this.#take(data));
    worker.addEventListener('error', () => this.close());
  }

  ask(message: (id: number) => ToWorker, transfer: Transferable[] = []): Promise<FromWorker> {
    const id = this.#next;
    this.#next += 1;
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => this.close(), ANSWER_LIMIT_MS);
      const settle =
        <T>(done: (value: T) => void) =>
        (value: T): void => {
          clearTimeout(timer);
          done(value);
        };
      this.#waiting.set(id, { resolve: settle(resolve), reject: settle(reject) });
      this.#worker.postMessage(message(id), transfer);
    });
  }

  close(): void {
    this.#worker.terminate();
    for (const { reject } of this.#waiting.values()) reject(new Error('the reading of faces has ended'));
    this.#waiting.clear();
  }

  #take(message: FromWorker): void {
    const waiting = this.#waiting.get(message.id);
    this.#waiting.delete(message.id);
    if (message.kind === 'failed') waiting?.reject(new Error(message.reason));
    else waiting?.resolve(message);
  }
}
