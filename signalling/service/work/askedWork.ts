// What is asked of a call before it comes into line, and whether that was done.
import type { DoneWork, QueueId } from '../../protocol/index.ts';
import { DEFAULT_MAX_CALLS_PER_MINUTE } from '../../domain/queue/queue.ts';
import type { Service } from '../service.ts';
import { workNeeded } from './workNeeded.ts';

/** In bits; null: the network or the queue has had its calls of this minute, and work would be done for nothing. */
export async function bitsFor(queueId: QueueId, address: string, service: Service): Promise<number | null> {
  const { policies, runner, throttle } = service;
  const maxPerMinute = runner.state.queues.get(queueId)?.maxCallsPerMinute ?? DEFAULT_MAX_CALLS_PER_MINUTE;
  const pressure = await throttle.callPressure({
    address,
    queueId,
    maxPerMinute,
    ofNetwork: policies.current.callsOfNetwork,
  });
  return pressure.isFull ? null : workNeeded(pressure, policies.current.work);
}

/** Whether a call may come into line as far as work goes: `done` uses up its challenge. */
export async function judgeWork(
  done: DoneWork | undefined,
  queueId: QueueId,
  address: string,
  service: Service,
): Promise<'notNeeded' | 'done' | 'missing'> {
  const bits = await bitsFor(queueId, address, service);
  if (bits === 0 || bits === null) return 'notNeeded';
  const about = { address, queueId, nowMs: service.clock.nowMs() };
  return done !== undefined && service.callWork.accept(done, about) ? 'done' : 'missing';
}
