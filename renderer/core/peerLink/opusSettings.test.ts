import { expect, it } from 'vitest';
import { withOpusSettings } from './opusSettings.ts';

const SDP = [
  'm=audio 9 UDP/TLS/RTP/SAVPF 111 63 0',
  'a=rtpmap:111 opus/48000/2',
  'a=fmtp:111 minptime=10;useinbandfec=0',
  'a=rtpmap:63 red/48000/2',
  'a=fmtp:63 111/111',
  'm=video 9 UDP/TLS/RTP/SAVPF 96',
  'a=rtpmap:96 VP8/90000',
].join('\r\n');

it('[MEDIA-6] asks for FEC and DTX, keeping what else was asked', () => {
  expect(withOpusSettings(SDP)).toContain('a=fmtp:111 minptime=10;useinbandfec=1;usedtx=1\r\n');
});

it('[MEDIA-6] adds the line where Opus has none and leaves other codecs alone', () => {
  const bare = SDP.replace('a=fmtp:111 minptime=10;useinbandfec=0\r\n', '');
  const tuned = withOpusSettings(bare);
  expect(tuned).toContain('a=rtpmap:111 opus/48000/2\r\na=fmtp:111 useinbandfec=1;usedtx=1\r\n');
  expect(tuned).toContain('a=fmtp:63 111/111\r\n');
});

it('[MEDIA-6] says the same in every line of sound', () => {
  const tuned = withOpusSettings(`${SDP}\r\n${SDP}`);
  expect(tuned.match(/useinbandfec=1;usedtx=1/g)).toHaveLength(2);
  expect(tuned).not.toContain('useinbandfec=0');
});

it('[MEDIA-6] leaves a description without Opus as it is', () => {
  const video = 'm=video 9 UDP/TLS/RTP/SAVPF 96\r\na=rtpmap:96 VP8/90000\r\n';
  expect(withOpusSettings(video)).toBe(video);
});
