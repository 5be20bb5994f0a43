import { expect, it } from 'vitest';
import { countQuality, sampleBetween, type QualitySample } from './qualitySample.ts';
import { QualitySummary } from './qualitySummary.ts';
import { judgeQuality } from './qualityVerdict.ts';

const report = (received: number, lost: number, frames: number): Record<string, unknown>[] => [
  { id: 'A', type: 'inbound-rtp', kind: 'audio', packetsReceived: received, packetsLost: lost, jitter: 0.01 },
  { id: 'V', type: 'inbound-rtp', kind: 'video', packetsReceived: 0, packetsLost: 0, framesDecoded: frames },
  { id: 'R', type: 'remote-inbound-rtp', kind: 'audio', fractionLost: 0.1 },
  { id: 'T', type: 'transport', selectedCandidatePairId: 'P' },
  { id: 'P', type: 'candidate-pair', currentRoundTripTime: 0.08, localCandidateId: 'L', remoteCandidateId: 'X' },
  { id: 'L', type: 'local-candidate', candidateType: 'relay' },
  { id: 'X', type: 'remote-candidate', candidateType: 'host' },
];
const sample: QualitySample = {
  mos: 4.2,
  roundTripMs: 80,
  jitterMs: 10,
  lossIn: 0,
  lossOut: 0,
  framesPerSecond: 25,
  relayed: false,
  availableOutBps: undefined,
  limitedByBandwidth: false,
  ...{ pictureTargetBps: undefined, soundLossIn: undefined },
};

it('[QUAL-1] counts what came and went between two reports', () => {
  const found = sampleBetween(countQuality(report(100, 0, 50), 0), countQuality(report(190, 10, 100), 2_000));
  expect(found).toMatchObject({
    roundTripMs: 80,
    jitterMs: 10,
    lossIn: 0.1,
    lossOut: 0.1,
    framesPerSecond: 25,
    relayed: true,
  });
});

it('[QUAL-1] says nothing from too little, as on hold or just after a new link', () => {
  expect(sampleBetween(countQuality(report(100, 0, 0), 0), countQuality(report(102, 0, 0), 2_000))).toBeUndefined();
  expect(sampleBetween(countQuality(report(900, 0, 0), 0), countQuality(report(60, 0, 0), 2_000))).toBeUndefined();
  expect(sampleBetween(countQuality([], 0), countQuality([], 2_000))).toBeUndefined();
});

it('[QUAL-2] names the side whose direction loses packets, and nobody when it cannot tell', () => {
  expect(judgeQuality({ ...sample, mos: 3.3, lossOut: 0.1 }, 'good')).toEqual({ level: 'weak', side: 'own' });
  expect(judgeQuality({ ...sample, mos: 3.0, lossIn: 0.1 }, 'good')).toEqual({ level: 'bad', side: 'other' });
  expect(judgeQuality({ ...sample, mos: 3.3, lossIn: 0.1, lossOut: 0.1 }, 'good').side).toBe('unknown');
  expect(judgeQuality({ ...sample, mos: 3.3, lossOut: 0.1 }, 'good', true).side).toBe('own');
  expect(judgeQuality({ ...sample, mos: 3.0, lossIn: 0.1 }, 'good', true).side).toBe('unknown');
  expect(judgeQuality({ ...sample, mos: 3.3, roundTripMs: 900 }, 'good').side).toBe('unknown');
});

it('[QUAL-2] does not flicker around the limit', () => {
  expect(judgeQuality({ ...sample, mos: 3.7 }, 'good').level).toBe('good');
  expect(judgeQuality({ ...sample, mos: 3.7 }, 'weak').level).toBe('weak');
  expect(judgeQuality({ ...sample, mos: 3.8 }, 'weak').level).toBe('good');
});

it('[QUAL-3] sums a call up as means, and a voice call without pictures', () => {
  const summary = new QualitySummary();
  expect(summary.read({ recoveries: 0, reconnectMs: 0 })).toBeUndefined();
  summary.add({ ...sample, framesPerSecond: undefined });
  summary.add({ ...sample, mos: 4.0, lossIn: 0.02, relayed: true, framesPerSecond: undefined });
  expect(summary.read({ recoveries: 2, reconnectMs: 1_500 })).toEqual({
    mosX100: 410,
    roundTripMs: 80,
    lossPermille: 10,
    jitterMs: 10,
    recoveries: 2,
    reconnectMs: 1_500,
    relayed: true,
    samples: 2,
  });
});
