// How much goes through transports at the moment.
import type { types } from 'mediasoup';

/** Bits a second. */
export type Traffic = { readonly receivedBps: number; readonly sentBps: number };

export async function trafficOf(transports: readonly types.WebRtcTransport[]): Promise<Traffic> {
  const stats = await Promise.all(transports.map((transport) => transport.getStats()));
  return addedUp(stats.flat().map((one) => ({ receivedBps: one.recvBitrate, sentBps: one.sendBitrate })));
}

export function addedUp(all: readonly Traffic[]): Traffic {
  const sum = (direction: keyof Traffic): number => all.reduce((total, traffic) => total + traffic[direction], 0);
  return { receivedBps: sum('receivedBps'), sentBps: sum('sentBps') };
}
