// What a connection's statistics say of the last seconds. Pure: two reports in, one sample out.
import { meanOpinionScore } from './eModel.ts';

/** Running totals, as the browser counts them. */
export type QualityCounts = {
  atMs: number;
  received: number;
  lost: number;
  /** Of these, packets of sound. */
  soundReceived: number;
  soundLost: number;
  framesDecoded: number;
  roundTripMs: number;
  jitterMs: number;
  /** What the other side says it lost of ours, 0 to 1. */
  lossOut: number;
  relayed: boolean;
  hasPicture: boolean;
  /** Estimate for all that is sent, bits a second; undefined until there is one. */
  availableOutBps: number | undefined;
  /** The encoder of our picture says that the path holds it back. */
  limitedByBandwidth: boolean;
  /** What the encoder of our picture is given, bits a second. */
  pictureTargetBps: number | undefined;
};

export type QualitySample = {
  mos: number;
  roundTripMs: number;
  jitterMs: number;
  /** Lost of what was sent to us, and of what we sent, 0 to 1. */
  lossIn: number;
  lossOut: number;
  /** Lost of the sound that was sent to us; undefined: too little of it to say. */
  soundLossIn: number | undefined;
  framesPerSecond: number | undefined;
  relayed: boolean;
  availableOutBps: number | undefined;
  limitedByBandwidth: boolean;
  /** What the encoder of our picture is given, bits a second. */
  pictureTargetBps: number | undefined;
};

type Entry = Record<string, unknown>;

/** Adds up a report of `getStats()`; names are those of the W3C identifiers for WebRTC's statistics. */
export function countQuality(report: Iterable<Entry>, atMs: number): QualityCounts {
  const entries = new Map<string, Entry>();
  for (const entry of report) entries.set(String(entry['id']), entry);
  const counts: QualityCounts = {
    atMs,
    received: 0,
    lost: 0,
    soundReceived: 0,
    soundLost: 0,
    framesDecoded: 0,
    roundTripMs: 0,
    jitterMs: 0,
    lossOut: 0,
    relayed: false,
    hasPicture: false,
    availableOutBps: undefined,
    limitedByBandwidth: false,
    pictureTargetBps: undefined,
  };
  for (const entry of entries.values()) addEntry(counts, entry, entries);
  return counts;
}

/** @returns undefined while too little has arrived to say anything */
export function sampleBetween(before: QualityCounts, after: QualityCounts): QualitySample | undefined {
  const received = after.received - before.received;
  const lost = Math.max(0, after.lost - before.lost);
  const seconds = (after.atMs - before.atMs) / 1000;
  if (seconds <= 0 || received < 0 || received + lost < 5) return undefined;
  const lossIn = lost / (received + lost);
  return {
    mos: meanOpinionScore(after.roundTripMs, after.jitterMs, Math.max(lossIn, after.lossOut)),
    roundTripMs: after.roundTripMs,
    jitterMs: after.jitterMs,
    lossIn,
    lossOut: after.lossOut,
    soundLossIn: soundLossBetween(before, after),
    framesPerSecond: after.hasPicture ? (after.framesDecoded - before.framesDecoded) / seconds : undefined,
    relayed: after.relayed,
    availableOutBps: after.availableOutBps,
    limitedByBandwidth: after.limitedByBandwidth,
    pictureTargetBps: after.pictureTargetBps,
  };
}

/** So little says nothing: it is what somebody sends who is silent. */
const LEAST_PACKETS = 20;

function soundLossBetween(before: QualityCounts, after: QualityCounts): number | undefined {
  const received = after.soundReceived - before.soundReceived;
  const lost = Math.max(0, after.soundLost - before.soundLost);
  return received >= 0 && received + lost >= LEAST_PACKETS ? lost / (received + lost) : undefined;
}

/** The third line of a link is the shared screen, whose few frames say nothing of the camera's. */
const SCREEN_MID = '2';

function addEntry(counts: QualityCounts, entry: Entry, entries: ReadonlyMap<string, Entry>): void {
  const isAudio = entry['kind'] === 'audio';
  const isCamera = !isAudio && entry['mid'] !== SCREEN_MID;
  switch (entry['type']) {
    case 'inbound-rtp':
      counts.received += numberIn(entry, 'packetsReceived');
      counts.lost += numberIn(entry, 'packetsLost');
      if (isAudio) {
        counts.jitterMs = 1000 * numberIn(entry, 'jitter');
        counts.soundReceived += numberIn(entry, 'packetsReceived');
        counts.soundLost += numberIn(entry, 'packetsLost');
      }
      if (isCamera) counts.framesDecoded += numberIn(entry, 'framesDecoded');
      if (isCamera && numberIn(entry, 'framesDecoded') > 0) counts.hasPicture = true;
      break;
    case 'outbound-rtp':
      if (entry['qualityLimitationReason'] === 'bandwidth') counts.limitedByBandwidth = true;
      if (!isAudio && entry['mid'] !== SCREEN_MID)
        counts.pictureTargetBps = numberIn(entry, 'targetBitrate') || counts.pictureTargetBps;
      break;
    case 'remote-inbound-rtp':
      counts.lossOut = Math.max(counts.lossOut, numberIn(entry, 'fractionLost'));
      break;
    case 'transport': {
      const pair = entries.get(String(entry['selectedCandidatePairId']));
      if (!pair) break;
      counts.roundTripMs = 1000 * numberIn(pair, 'currentRoundTripTime');
      counts.availableOutBps = numberIn(pair, 'availableOutgoingBitrate') || undefined;
      const ends = [pair['localCandidateId'], pair['remoteCandidateId']].map((id) => entries.get(String(id)));
      counts.relayed = ends.some((candidate) => candidate?.['candidateType'] === 'relay');
      break;
    }
  }
}

function numberIn(entry: Entry, name: string): number {
  const value = entry[name];
  return typeof value === 'number' && Number.isFinite(value) ? value : 0;
}
