import { expect, it } from 'vitest';
import { SoundFirst } from './soundFirst.ts';

/** Looks every two seconds; what is lost follows from what is taken. @returns what was taken after each look */
function walk(
  seconds: number,
  lossWith: (taken: string, second: number) => number | undefined,
  has: { hasCameras: boolean; hasScreens: boolean } = { hasCameras: true, hasScreens: false },
): string[] {
  const first = new SoundFirst();
  const taken: string[] = [];
  for (let second = 0; second < seconds; second += 2) {
    first.observe({ ...has, soundLossIn: lossWith(first.taken, second) }, second * 1_000);
    taken.push(first.taken);
  }
  return taken;
}

it('[ROOM-16] takes no pictures where the sound suffers from them, tries them again ever more seldom, and has them back on a wide path', () => {
  const narrowUntilS = 300;
  const taken = walk(500, (now, second) => (now === 'all' && second < narrowUntilS ? 0.25 : 0));
  expect(taken[0]).toBe('screens');
  const narrow = taken.slice(0, narrowUntilS / 2);
  expect(narrow.filter((now) => now === 'all').length).toBeLessThan(20);
  expect(narrow.filter((now, look) => now === 'all' && narrow[look - 1] !== 'all').length).toBeGreaterThan(2);
  expect(taken.slice(-50).every((now) => now === 'all')).toBe(true);
});

it('[ROOM-16] cameras go before a shared screen, and that goes too where it must', () => {
  const has = { hasCameras: true, hasScreens: true };
  expect(walk(20, (now) => (now === 'all' ? 0.2 : 0), has)).not.toContain('none');
  expect(walk(20, (now) => ({ all: 0.5, screens: 0.2, none: 0 })[now], has)).toContain('none');
  // Small cameras beside a screen that fills the path.
  expect(walk(20, (now) => ({ all: 0.5, screens: 0.45, none: 0 })[now], has).slice(3)).not.toContain('all');
  expect(walk(20, (now) => (now === 'none' ? 0 : 0.2), { hasCameras: false, hasScreens: true })[0]).toBe('none');
});

it('[ROOM-16] loss that stays without pictures is no reason to go without them, nor is noise, nor silence', () => {
  const lossy = walk(120, () => 0.2);
  expect(lossy.filter((now) => now !== 'all').length).toBeLessThan(10);
  expect(walk(120, (_, second) => (second % 6 === 0 ? 0.1 : 0.02))).not.toContain('screens');
  expect(walk(60, () => undefined)).not.toContain('screens');
});
