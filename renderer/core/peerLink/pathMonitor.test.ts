import { expect, it } from 'vitest';
import { PathMonitor, readPulse, writePulse } from './pathMonitor.ts';

it('[MEDIA-10] calls a path silent within a second of the last pulse', () => {
  const monitor = new PathMonitor(0);
  monitor.heardPulse(150, 5_000);
  expect(monitor.isSilent(5_520)).toBe(false);
  expect(monitor.isSilent(5_521)).toBe(true);
});

it('[MEDIA-10] anything that arrives keeps the path alive, pulses or not', () => {
  const monitor = new PathMonitor(0);
  monitor.countedBytes(1_000, 500);
  expect(monitor.isSilent(1_020)).toBe(false);
  monitor.countedBytes(1_000, 1_020);
  expect(monitor.isSilent(1_021)).toBe(true);
});

it('[MEDIA-10] gives a hidden page the time that its slow timers need', () => {
  const monitor = new PathMonitor(0);
  monitor.heardPulse(readPulse(writePulse(true)) ?? 0, 0);
  expect(monitor.isSilent(2_900)).toBe(false);
  expect(monitor.isSilent(3_100)).toBe(true);
});

it('[MEDIA-10] does not hold sleep against the path', () => {
  const monitor = new PathMonitor(0);
  monitor.forgive(3_600_000);
  expect(monitor.isSilent(3_600_500)).toBe(false);
});

it.each(['', '0', '1e9', '-200', '20000', '200.5', 'pulse', '   200000', null, new ArrayBuffer(4)])(
  '[MEDIA-10] takes %j for no pulse',
  (data) => {
    expect(readPulse(data)).toBeUndefined();
  },
);
