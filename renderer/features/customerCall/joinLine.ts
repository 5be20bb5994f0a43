// Joining the line while too many call: the call is made again with the work that it takes. A challenge that has gone stale
// meanwhile, as the page was frozen or has come back from another network, is replaced once.
import type { DoneWork, ProblemCode, RequestResult } from '../../../signalling/protocol/index.ts';
import type { Answer, SignallingClient } from '../../core/signallingClient/signallingClient.ts';
import type { LocalMedia } from '../../core/media/localMedia.ts';
import { doWork } from '../../core/callWork/doWork.ts';
import type { SayableProblem } from '../problems/index.ts';
import type { PendingStart } from './pendingStart.ts';

type Started = Answer<RequestResult<'call.start'>>;

export type LineToJoin = {
  start: (work?: DoneWork) => Promise<Started>;
  askWork: () => Promise<Answer<RequestResult<'lobby.work'>>>;
  /** Undefined: it gave up. */
  doWork: (challenge: string, bits: number) => Promise<DoneWork | undefined>;
  onWorking: (working: boolean) => void;
};

/** With how many challenges it is tried. */
const TRIES = 2;

export async function joinLine(line: LineToJoin): Promise<Started> {
  let answer = await line.start();
  for (let tried = 0; tried < TRIES && isRefused(answer); tried += 1) {
    const asked = await line.askWork();
    if (!asked.ok) return answer;
    if (!asked.value.work) {
      // At first: the network has had its calls. Later: the rush may be over.
      return tried === 0 ? answer : line.start();
    }
    const { challenge, bits } = asked.value.work;
    line.onWorking(true);
    const work = await line.doWork(challenge, bits);
    line.onWorking(false);
    if (work) answer = await line.start(work);
  }
  return answer;
}

/** With what a page asks for. */
export function joinWith(
  client: Pick<SignallingClient, 'request'>,
  start: PendingStart,
  onWorking: (working: boolean) => void,
): Promise<Started> {
  return joinLine({
    start: (work) => client.request('call.start', work ? { ...start, work } : start),
    askWork: () => client.request('lobby.work', { topicId: start.topicId }),
    doWork,
    onWorking,
  });
}

/** What shows the server that a page calls, whatever it has of both yet. */
export function devicesOf(media: Pick<LocalMedia, 'source'>): PendingStart['devices'] {
  return {
    microphone: media.source('microphone').track !== undefined,
    camera: media.source('camera').track !== undefined,
  };
}

function isRefused(answer: Started): boolean {
  return !answer.ok && answer.problem.code === 'tooManyRequests';
}

/** What other requests are told with the same code means something else here. */
export function startProblemOf(code: ProblemCode | 'unreachable'): SayableProblem {
  if (code === 'tooManyRequests') return 'manyCalls';
  return code === 'notAllowed' ? 'linkNeeded' : code;
}
