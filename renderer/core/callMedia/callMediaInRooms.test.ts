// From direct media into a room and back.
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { setup, TRACKS } from './testing/callMediaBench.ts';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

it('[MEDIA-15] into a room and back: what carries the call goes on until the other way flows, and a moment longer for the other side', async () => {
  const { media, link, follow, enter, rooms, flowing } = setup();
  follow(1);
  link(0).become('flowing');
  await enter(2);
  expect([rooms, media.isInRoom, media.incoming === link(0).incoming]).toEqual([[2], false, true]);
  expect([...media.remotes.keys()], 'who joins is there already').toEqual(['leg']);
  link(1).become('flowing');
  expect(media.isInRoom).toBe(true);
  vi.advanceTimersByTime(2900);
  expect(link(0).closed).toBe(false);
  vi.advanceTimersByTime(100);
  expect(link(0).closed).toBe(true);
  follow(3);
  expect([media.isInRoom, link(1).closed]).toEqual([true, false]);
  link(2).become('flowing');
  expect([media.isInRoom, media.remotes.size, flowing]).toEqual([false, 0, [1, 2, 3]]);
  vi.advanceTimersByTime(3000);
  expect(link(1).closed).toBe(true);
});

it('[ROOM-15] in a room no other generation is asked for as credentials expire, and directly it is', async () => {
  const { link, follow, enter, renewals } = setup();
  follow(1, false, 600_000);
  link(0).become('flowing');
  await enter(2, false, 600_000);
  link(1).become('flowing');
  vi.advanceTimersByTime(7_200_000);
  expect(renewals).toEqual([]);
  follow(3, false, 600_000);
  link(2).become('flowing');
  vi.advanceTimersByTime(600_000);
  expect(renewals.length).toBeGreaterThan(0);
});

it('[MEDIA-15] what goes into rooms is loaded again when it could not be, and let go of when it comes too late', async () => {
  const { media, links, link, follow, enter, rooms, reachable } = setup();
  follow(1);
  link(0).become('flowing');
  reachable.rooms = false;
  await enter(2);
  expect(links).toHaveLength(1);
  reachable.rooms = true;
  await vi.advanceTimersByTimeAsync(1000);
  expect(rooms).toEqual([2]);
  void enter(3);
  follow(4);
  await vi.advanceTimersByTimeAsync(0);
  expect(links.map(({ closed }) => closed)).toEqual([false, true, true, false]);
  media.close();
});

it('[MEDIA-15] a direct link that ends before the room flows leaves its place to nobody else: each is found by their leg', async () => {
  const { media, link, follow, enter } = setup();
  follow(1);
  link(0).become('flowing');
  await enter(2);
  link(0).become('ended');
  expect([media.state, media.isInRoom, [...media.remotes.keys()]]).toEqual(['reconnecting', true, ['leg']]);
});

it('[MEDIA-3][MEDIA-15] what agents say in a room while a customer is on hold does not go over the direct link that is still there', async () => {
  const { media, link, follow, enter } = setup();
  follow(1, true);
  link(0).become('flowing');
  await enter(2, true);
  expect([link(0).outgoing.audio, link(1).outgoing.audio]).toEqual([undefined, TRACKS.microphone]);
  link(1).become('flowing');
  await enter(2, true);
  expect(link(0).outgoing.audio, 'kept for the other side').toBeUndefined();
  expect([media.usesRoom, media.sending.microphone]).toEqual([true, true]);
});
