// The worker in which faces are read, so that a call's page never waits for it. Knows which recogniser is used.
import { openFaceApi } from './faceApi/openFaceApi.ts';
import type { Recogniser } from './recogniser.ts';
import type { FromWorker, ToWorker } from './workerMessages.ts';

let recogniser: Recogniser | undefined;

addEventListener('message', ({ data }: MessageEvent<ToWorker>) => {
  void answer(data).then(
    (message) => postMessage(message),
    (cause: unknown) => postMessage({ id: data.id, kind: 'failed', reason: String(cause) } satisfies FromWorker),
  );
});

async function answer(message: ToWorker): Promise<FromWorker> {
  const { id } = message;
  if (message.kind === 'open') {
    recogniser ??= await openFaceApi(new URL(message.base));
    const { model, thresholds } = recogniser;
    return { id, kind: 'opened', facts: { model, thresholds } };
  }
  if (!recogniser) throw new Error('nothing is open yet');
  const reading = await recogniser.read(message.picture, message.withDescriptor);
  return { id, kind: 'read', reading, tensors: recogniser.tensors() };
}
