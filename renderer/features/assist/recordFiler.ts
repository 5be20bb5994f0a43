// Photos that the customer sent, and files that they agreed to, are filed with the call by the agent's page, one after the other.
// Knows which problems pass.
import { PROBLEMS } from '../../../signalling/protocol/index.ts';
import type { AgentFileAnswer, AgentFileProblem } from '../../core/agentFiles/agentFiles.ts';
import { DeliveryQueue, type Delivered } from './deliveryQueue.ts';

const RETRY_MS = 3_000;
/** Wrap-up is long enough to file what came in the last moment, and is nobody's to wait for. */
const LINGER_MS = 5 * 60 * 1000;

export type RecordFiler<T> = Pick<DeliveryQueue<T>, 'close' | 'has'> & { file(item: T): void };
export type RecordFilerOptions<T> = {
  send: (item: T) => Promise<AgentFileAnswer<undefined>>;
  mostWaiting: number;
  /** Told of an item that will not be on the record, although it was to be. */
  onGivenUp: () => void;
};

export function createRecordFiler<T extends { sha256: string }>({
  send,
  mostWaiting,
  onGivenUp,
}: RecordFilerOptions<T>): RecordFiler<T> {
  const queue = new DeliveryQueue<T>({
    deliver: async (item) => {
      const answer = await send(item);
      if (answer.ok) return { name: 'done' };
      const delivered = afterProblem(answer.code);
      // Where the settings keep no such files nobody expects one.
      if (delivered.name !== 'later' && answer.code !== 'notAllowed') onGivenUp();
      return delivered;
    },
    paceMs: 0,
    mostWaiting,
    lingerMs: LINGER_MS,
  });
  return {
    file: (item) => queue.add(item.sha256, item),
    has: (sha256) => queue.has(sha256),
    close: () => queue.close(),
  };
}

function afterProblem(code: AgentFileProblem): Delivered {
  // What the record does not name yet it may name in a moment: entries go their own way.
  if (code === 'unreachable' || code === 'notPossibleNow') return { name: 'later', afterMs: RETRY_MS };
  if (code === 'damaged' || code === 'badParams') return { name: 'done' };
  return PROBLEMS[code].retryable ? { name: 'later', afterMs: RETRY_MS } : { name: 'stop' };
}
