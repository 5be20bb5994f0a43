// Sends pulses over a connection's own data channel and says when nothing arrives any more, or again.
// Knows RTCPeerConnection and timers; the judgement is the path monitor's.
import { PathMonitor, pulseIntervalMs, readPulse, writePulse } from './pathMonitor.ts';

/** Agreed beforehand, so that it needs no announcement; simple-peer's own channel takes the lowest ids. */
const CHANNEL_ID = 1_000;
const CHECK_MS = 50;
/** A timer that comes so late was not running: the machine slept or the page was frozen. */
const SLEPT_MS = 3_000;

export type Pulse = { stop(): void };

/** MUST be called before the offer or answer is made. */
export function startPulse(connection: RTCPeerConnection, onAlive: (alive: boolean) => void): Pulse {
  const channel = connection.createDataChannel('pulse', {
    negotiated: true,
    id: CHANNEL_ID,
    ordered: false,
    maxRetransmits: 0,
  });
  let monitor: PathMonitor | undefined;
  let alive = true;
  let checkedMs = performance.now();
  let pulseTimer: ReturnType<typeof setTimeout> | undefined;
  let asking = false;

  const beat = (): void => {
    clearTimeout(pulseTimer);
    const hidden = document.visibilityState === 'hidden';
    if (channel.readyState === 'open') channel.send(writePulse(hidden));
    pulseTimer = setTimeout(beat, pulseIntervalMs(hidden));
  };
  const judge = (): void => {
    if (!monitor) return;
    const silent = monitor.isSilent(performance.now());
    if (silent !== alive) return;
    alive = !silent;
    onAlive(alive);
  };
  const check = async (): Promise<void> => {
    const nowMs = performance.now();
    if (nowMs - checkedMs > SLEPT_MS) monitor?.forgive(nowMs);
    checkedMs = nowMs;
    if (!monitor?.isDoubtful(nowMs) || asking) {
      judge();
      return;
    }
    asking = true;
    const bytes = await bytesReceived(connection);
    asking = false;
    monitor.countedBytes(bytes, performance.now());
    judge();
  };

  channel.onopen = () => {
    monitor = new PathMonitor(performance.now());
    beat();
  };
  channel.onmessage = (event) => {
    const interval = readPulse(event.data);
    if (interval === undefined) return;
    monitor?.heardPulse(interval, performance.now());
    judge();
  };
  document.addEventListener('visibilitychange', beat);
  const checkTimer = setInterval(() => void check(), CHECK_MS);

  return {
    stop() {
      clearTimeout(pulseTimer);
      clearInterval(checkTimer);
      document.removeEventListener('visibilitychange', beat);
      channel.onopen = channel.onmessage = null;
    },
  };
}

/** RTP, RTCP and data of the one transport; connectivity checks do not count. */
async function bytesReceived(connection: RTCPeerConnection): Promise<number> {
  if (connection.connectionState === 'closed') return 0;
  let bytes = 0;
  const report = await connection.getStats();
  report.forEach((entry: { type: string; bytesReceived?: number }) => {
    if (entry.type === 'transport') bytes += entry.bytesReceived ?? 0;
  });
  return bytes;
}
