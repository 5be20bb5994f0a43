// Bounds the calls of a network, in a minute and at once, and those that a queue takes in a minute.
import type { RateLimiterMemory } from 'rate-limiter-flexible';
import type { Throttle } from '../../service/ports/machineRoom.ts';
import { createLimiter, take, type Allowance } from './allowance.ts';
import { createLiveCalls } from './liveCalls.ts';
import { networkOf } from './networkOf.ts';

export type CallThrottleSettings = {
  /** Calls begun from one network. */
  readonly callStart: Allowance;
  /** Calls from one network that go on at once. */
  readonly maxLiveCalls: number;
};

/** Nobody knows when one of them ends. */
const LIVE_CALLS_RETRY_MS = 60_000;

export function createCallThrottle(
  settings: CallThrottleSettings,
): Pick<Throttle, 'takeCallStart' | 'callPressure' | 'endCall'> {
  const start = createLimiter('start', settings.callStart);
  /** Queues with the same bound share a counter; the keys are their own. */
  const queues = new Map<number, RateLimiterMemory>();
  function queueLimiter(points: number): RateLimiterMemory {
    const found = queues.get(points) ?? createLimiter('queue', { points, durationSeconds: 60 });
    queues.set(points, found);
    return found;
  }
  const live = createLiveCalls(settings.maxLiveCalls);

  return {
    async takeCallStart({ callId, address, queueId, maxPerMinute }) {
      const networkName = networkOf(address);
      if (!live.begin(networkName, callId)) return { refusedBy: 'network', retryAfterMs: LIVE_CALLS_RETRY_MS };
      const networkMs = await take(start, networkName);
      const queueMs = networkMs > 0 ? 0 : await take(queueLimiter(maxPerMinute), queueId);
      if (networkMs === 0 && queueMs === 0) return { refusedBy: null };
      live.end(callId);
      if (queueMs > 0) await start.reward(networkName);
      return { refusedBy: queueMs > 0 ? 'queue' : 'network', retryAfterMs: Math.max(networkMs, queueMs) };
    },
    async callPressure({ address, queueId, maxPerMinute }) {
      const [network, queue] = await Promise.all([
        start.get(networkOf(address)),
        queueLimiter(maxPerMinute).get(queueId),
      ]);
      const [networkCalls, queueCalls] = [network?.consumedPoints ?? 0, queue?.consumedPoints ?? 0];
      const isNetworkFull = networkCalls >= settings.callStart.points || live.isFull(networkOf(address));
      const isFull = isNetworkFull || queueCalls >= maxPerMinute;
      return { networkCalls, queueCalls, maxPerMinute, isFull };
    },
    endCall: (callId) => live.end(callId),
  };
}
