// Bounds the calls of a network, in a minute and at once, and those that a queue takes in a minute.
import type { RateLimiterMemory } from 'rate-limiter-flexible';
import type { Throttle } from '../../service/ports/throttle.ts';
import { createLimiter, take } from './allowance.ts';
import { createLiveCalls } from './liveCalls.ts';
import { networkOf } from './networkOf.ts';

/** Nobody knows when one of them ends. */
const LIVE_CALLS_RETRY_MS = 60_000;

export function createCallThrottle(): Pick<Throttle, 'takeCallStart' | 'callPressure' | 'endCall'> {
  const networkLimiter = limitersOf('start');
  const queueLimiter = limitersOf('queue');
  const live = createLiveCalls();

  return {
    async takeCallStart({ callId, address, queueId, maxPerMinute, ofNetwork }) {
      const networkName = networkOf(address);
      const start = networkLimiter(ofNetwork.perMinute);
      if (!live.begin(networkName, callId, ofNetwork.atOnce))
        return { refusedBy: 'network', retryAfterMs: LIVE_CALLS_RETRY_MS };
      const networkMs = await take(start, networkName);
      const queueMs = networkMs > 0 ? 0 : await take(queueLimiter(maxPerMinute), queueId);
      if (networkMs === 0 && queueMs === 0) return { refusedBy: null };
      live.end(callId);
      if (queueMs > 0) await start.reward(networkName);
      return { refusedBy: queueMs > 0 ? 'queue' : 'network', retryAfterMs: Math.max(networkMs, queueMs) };
    },
    async callPressure({ address, queueId, maxPerMinute, ofNetwork }) {
      const [network, queue] = await Promise.all([
        networkLimiter(ofNetwork.perMinute).get(networkOf(address)),
        queueLimiter(maxPerMinute).get(queueId),
      ]);
      const [networkCalls, queueCalls] = [network?.consumedPoints ?? 0, queue?.consumedPoints ?? 0];
      const isNetworkFull = networkCalls >= ofNetwork.perMinute || live.isFull(networkOf(address), ofNetwork.atOnce);
      const isFull = isNetworkFull || queueCalls >= maxPerMinute;
      return { networkCalls, queueCalls, maxPerMinute, isFull };
    },
    endCall: (callId) => live.end(callId),
  };
}

/** Those with the same bound share a counter; the keys are their own. Bounds change with the settings only. */
function limitersOf(prefix: string): (perMinute: number) => RateLimiterMemory {
  const limiters = new Map<number, RateLimiterMemory>();
  return (perMinute) => {
    const limiter = limiters.get(perMinute) ?? createLimiter(prefix, { points: perMinute, durationSeconds: 60 });
    limiters.set(perMinute, limiter);
    return limiter;
  };
}
