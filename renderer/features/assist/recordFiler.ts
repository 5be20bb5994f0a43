// Photos that the customer sent are filed with the call by the agent's page, one after the other. Knows which problems pass.
import { MAX_STILLS, PROBLEMS } from '../../../signalling/protocol/index.ts';
import type { AgentFileProblem, AgentFiles, StillFile } from '../../core/agentFiles/agentFiles.ts';
import { DeliveryQueue, type Delivered } from './deliveryQueue.ts';

const RETRY_MS = 3_000;
/** Wrap-up is long enough to file what was taken in the last moment, and is nobody's to wait for. */
const LINGER_MS = 5 * 60 * 1000;

export type StillFiler = Pick<DeliveryQueue<StillFile>, 'close' | 'has'> & { file(still: StillFile): void };

/** `onGivenUp` is told of a photo that will not be on the record. */
export function createStillFiler(files: AgentFiles, onGivenUp: () => void): StillFiler {
  const queue = new DeliveryQueue<StillFile>({
    deliver: async (still) => {
      const answer = await files.fileStill(still);
      if (answer.ok) return { name: 'done' };
      const delivered = afterProblem(answer.code);
      if (delivered.name !== 'later') onGivenUp();
      return delivered;
    },
    paceMs: 0,
    mostWaiting: MAX_STILLS,
    lingerMs: LINGER_MS,
  });
  return {
    file: (still) => queue.add(still.sha256, still),
    has: (sha256) => queue.has(sha256),
    close: () => queue.close(),
  };
}

function afterProblem(code: AgentFileProblem): Delivered {
  if (code === 'unreachable') return { name: 'later', afterMs: RETRY_MS };
  if (code === 'damaged' || code === 'badParams') return { name: 'done' };
  return PROBLEMS[code].retryable ? { name: 'later', afterMs: RETRY_MS } : { name: 'stop' };
}
