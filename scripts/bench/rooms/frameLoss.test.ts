// What counts as a lost frame.
import { expect, it } from 'vitest';
import { FrameLoss } from './frameLoss.ts';
import { FRAME_TICKS, madeUpMedia, PICTURE } from './madeUpMedia.ts';

function packetsOf(frames: number): readonly Buffer[] {
  const pictures = madeUpMedia(2).filter(({ packet }) => packet.readUInt32BE(8) === PICTURE.ssrc);
  return pictures.map(({ packet }) => packet).filter((packet) => packet.readUInt32BE(4) < frames * FRAME_TICKS);
}

function shareOf(packets: readonly Buffer[]): number {
  const loss = new FrameLoss();
  loss.begin([PICTURE.ssrc]);
  for (const packet of packets) loss.take(packet);
  return loss.share;
}

it('[ROOM-14] a frame is lost when one of its packets is, and a stream of which nothing comes has lost all', () => {
  const packets = packetsOf(12);
  expect(shareOf(packets)).toBe(0);
  expect(shareOf(packets.filter((_, index) => index !== 16))).toBeCloseTo(0.1);
  expect(shareOf(packets.filter((_, index) => index < 15 || index >= 21))).toBeCloseTo(0.2);
  expect(shareOf([])).toBe(1);
});
