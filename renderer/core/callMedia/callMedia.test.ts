import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { setup, SIGNAL, TRACKS } from './testing/callMediaBench.ts';
import { NO_LIMIT, SMALL_PICTURE } from './videoLimits.ts';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

it('[MEDIA-7] keeps the old link until the new one flows', () => {
  const { media, link, follow, flowing } = setup();
  follow(1);
  link(0).become('flowing');
  follow(2);
  expect(link(0).closed).toBe(false);
  expect(media.incoming).toBe(link(0).incoming);
  link(1).become('flowing');
  vi.advanceTimersByTime(500);
  expect(link(0).closed).toBe(true);
  expect(media.incoming).toBe(link(1).incoming);
  expect(flowing).toEqual([1, 2]);
});

it('[MEDIA-7] a newer generation takes the place of one that never flowed', () => {
  const { link, links, follow } = setup();
  follow(1);
  follow(3);
  expect(links).toHaveLength(2);
  expect(link(0).closed).toBe(true);
});

it('[MEDIA-8] passes signals to their own generation, keeps early ones, ignores late ones', () => {
  const { media, link, follow } = setup();
  follow(2);
  media.receive(1, SIGNAL);
  media.receive(3, SIGNAL);
  media.receive(2, SIGNAL);
  expect(link(0).received).toHaveLength(1);
  follow(3);
  expect(link(1).received).toEqual([SIGNAL]);
});

it('[CALL-7] asks for the next generation when the link is lost, but not in a rush', () => {
  const { media, link, renewals, follow } = setup();
  follow(1);
  link(0).become('flowing');
  link(0).become('ended');
  expect(media.state).toBe('reconnecting');
  expect(renewals).toEqual([]);
  vi.advanceTimersByTime(1_000);
  expect(renewals).toEqual([1]);
});

it('[CALL-7] losing the old link while the next is being built asks for nothing more', () => {
  const { link, renewals, follow } = setup();
  follow(1);
  link(0).become('flowing');
  follow(2);
  link(0).become('ended');
  link(1).become('flowing');
  vi.advanceTimersByTime(60_000);
  expect(renewals).toEqual([]);
});

it('[SHARE-20] sends a shared screen beside the camera, over the next link too, and not while held', () => {
  const { media, link, follow } = setup();
  follow(1);
  const video = {} as MediaStreamTrack;
  media.shareScreen({ video, audio: undefined });
  expect(link(0).outgoing).toMatchObject({ video: TRACKS.camera, screen: video });
  follow(2);
  expect(link(1).outgoing.screen).toBe(video);
  follow(2, true);
  expect(link(1).outgoing.screen).toBeUndefined();
  follow(2, false);
  media.shareScreen(undefined);
  expect(link(1).outgoing).toMatchObject({ video: TRACKS.camera, screen: undefined });
});

it('[MEDIA-3] sends nothing while held and everything again after it', () => {
  const { media, link, follow } = setup();
  follow(1);
  expect(link(0).outgoing).toMatchObject({ audio: TRACKS.microphone, video: TRACKS.camera });
  follow(1, true);
  expect(Object.values(link(0).outgoing)).toEqual([undefined, undefined, undefined, undefined]);
  expect(media.sending).toEqual({ microphone: false, camera: false });
  follow(1, false);
  expect(link(0).outgoing.video).toBe(TRACKS.camera);
});

it('[CALL-7] nothing is asked for once it is closed', () => {
  const { media, link, renewals, follow } = setup();
  follow(1);
  media.close();
  link(0).become('ended');
  vi.advanceTimersByTime(10_000);
  expect(renewals).toEqual([]);
  expect(link(0).closed).toBe(true);
});

it('[MEDIA-10] a silent path is replaced at once, and reconnecting is shown only meanwhile', () => {
  const { media, link, renewals, follow } = setup();
  follow(1);
  link(0).become('flowing');
  vi.advanceTimersByTime(5_000);
  link(0).become('silent');
  expect(media.state).toBe('reconnecting');
  vi.advanceTimersByTime(1);
  expect(renewals).toEqual([1]);
  follow(2);
  expect(media.state).toBe('reconnecting');
  vi.advanceTimersByTime(900);
  link(1).become('flowing');
  expect(media.state).toBe('flowing');
  expect(media.interruptions).toEqual({ recoveries: 1, reconnectMs: 901 });
});

it('[MEDIA-10] a path that comes back by itself is used again', () => {
  const { media, link, follow } = setup();
  follow(1);
  link(0).become('flowing');
  link(0).become('silent');
  link(0).become('flowing');
  expect(media.state).toBe('flowing');
  expect(link(0).closed).toBe(false);
});

it('[MEDIA-11] asks again while the server is away, and gives slow networks more and more time', async () => {
  const { link, renewals, follow, reachable } = setup();
  follow(1);
  link(0).become('flowing');
  reachable.server = false;
  link(0).become('silent');
  await vi.advanceTimersByTimeAsync(2_500);
  expect(renewals).toEqual([1, 1, 1]);
  reachable.server = true;
  await vi.advanceTimersByTimeAsync(1_000);
  follow(2);
  await vi.advanceTimersByTimeAsync(4_999);
  expect(renewals).toEqual([1, 1, 1, 1]);
  await vi.advanceTimersByTimeAsync(1);
  follow(3);
  await vi.advanceTimersByTimeAsync(9_999);
  expect(renewals).toEqual([1, 1, 1, 1, 2]);
  await vi.advanceTimersByTimeAsync(1);
  expect(renewals.at(-1)).toBe(3);
});

it('[MEDIA-12] the next link is up before the relay credentials expire', () => {
  const { link, renewals, follow } = setup();
  follow(1, false, 600_000);
  link(0).become('flowing');
  vi.advanceTimersByTime(539_000);
  expect(renewals).toEqual([]);
  vi.advanceTimersByTime(2_000);
  expect(renewals).toEqual([1]);
  expect(link(0).closed).toBe(false);
});

it('[MEDIA-13] bounds the picture of this link and the next, and says when none is sent', () => {
  const { media, link, follow } = setup();
  const limit = { active: false, maxBitrateBps: 0, scaleDownBy: 4, maxFramesPerSecond: 10 };
  follow(1);
  link(0).become('flowing');
  media.limitVideo(limit);
  follow(2);
  expect(link(0).limits.at(-1)).toEqual(limit);
  expect(link(1).limits).toEqual([limit]);
  expect(media.sending).toEqual({ microphone: true, camera: false, pictureGivenUp: true });
});

it('[ASSIST-10] shown small it sends a small picture, never more than the path takes, and the full one afterwards', () => {
  const { media, link, follow } = setup();
  const narrow = { active: true, maxBitrateBps: 70_000, scaleDownBy: 4, maxFramesPerSecond: 10 };
  follow(1);
  link(0).become('flowing');
  const [full] = link(0).limits;
  media.showSmall(true);
  expect(link(0).limits.at(-1)).toEqual(SMALL_PICTURE);
  media.limitVideo(narrow);
  expect(link(0).limits.at(-1)).toEqual(narrow);
  follow(2);
  expect(link(1).limits).toEqual([narrow]);
  media.limitVideo(NO_LIMIT);
  media.showSmall(false);
  expect(link(0).limits.at(-1)).toEqual(full);
});

const PREPARED = {
  generation: 1,
  held: false,
  heldInRoom: false,
  iceServers: [],
  relayOnly: false,
  iceExpiresInMs: undefined,
};

it('[MEDIA-14] prepared, nothing leaves before it is used; then what was held back goes first', () => {
  const { media, link, links, follow, sent } = setup();
  media.prepare(PREPARED);
  link(0).options.onSignal(SIGNAL);
  expect([sent.length, ...Object.values(link(0).outgoing)]).toEqual([0, undefined, undefined, undefined, undefined]);
  expect(media.state).toBe('connecting');
  follow(1);
  expect(links).toHaveLength(1);
  expect(sent).toEqual([[1, SIGNAL]]);
  expect(link(0).outgoing).toMatchObject({ audio: TRACKS.microphone });
  link(0).options.onSignal(SIGNAL);
  expect(sent).toHaveLength(2);
});

it('[MEDIA-14] what was prepared for nothing leaves nothing open and has sent nothing', () => {
  const { media, link, sent } = setup();
  media.prepare(PREPARED);
  link(0).options.onSignal(SIGNAL);
  media.close();
  vi.advanceTimersByTime(60_000);
  expect([link(0).closed, sent]).toEqual([true, []]);
});

it('[MEDIA-11] a next link that gets nowhere is not waited for when the present one is lost', () => {
  const { link, renewals, follow } = setup();
  follow(1);
  link(0).become('flowing');
  follow(2);
  vi.advanceTimersByTime(60_000);
  link(0).become('silent');
  vi.advanceTimersByTime(20_000);
  expect(renewals).toEqual([2]);
});
