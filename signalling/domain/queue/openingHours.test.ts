// Opening hours: windows, holidays, and the two days of the year on which the clock jumps.
import { expect, it } from 'vitest';
import { isOpenAt, isTimeZone, type OpeningHours } from './openingHours.ts';

const at = (iso: string): number => Date.parse(iso);
const window = (fromMinute: number, toMinute: number) => [{ fromMinute, toMinute }];
const paris: OpeningHours = {
  timeZone: 'Europe/Paris',
  week: { mon: [...window(9 * 60, 12 * 60 + 30), ...window(14 * 60, 18 * 60)], sun: window(2 * 60, 3 * 60) },
  holidays: ['2026-05-25'],
};

it.each([
  ['2026-11-23T07:59:59Z', false],
  ['2026-11-23T08:00:00Z', true],
  ['2026-11-23T11:29:59Z', true],
  ['2026-11-23T11:30:00Z', false],
  ['2026-11-23T13:00:00Z', true],
  ['2026-11-23T17:00:00Z', false],
  ['2026-11-24T09:00:00Z', false],
])('[ROUTE-16] opens at the first minute of a window and closes at its end: %s is %s', (iso, open) => {
  expect(isOpenAt(paris, at(iso))).toBe(open);
});

it('[ROUTE-16] is closed on a holiday, counted by the date of its own place', () => {
  expect(isOpenAt(paris, at('2026-05-25T08:00:00Z'))).toBe(false);
  expect(isOpenAt(paris, at('2026-05-18T08:00:00Z'))).toBe(true);
  const night: OpeningHours = { ...paris, week: { sun: window(0, 1440), mon: window(0, 1440) } };
  // Sunday 24 May in UTC, but already Monday 25 May in Paris.
  expect(isOpenAt(night, at('2026-05-24T21:59:00Z'))).toBe(true);
  expect(isOpenAt(night, at('2026-05-24T22:00:00Z'))).toBe(false);
});

it('[ROUTE-16] follows summer time in Paris: nine is nine', () => {
  expect(isOpenAt(paris, at('2026-03-30T06:59:00Z'))).toBe(false);
  expect(isOpenAt(paris, at('2026-03-30T07:00:00Z'))).toBe(true);
  expect(isOpenAt(paris, at('2026-10-26T07:59:00Z'))).toBe(false);
  expect(isOpenAt(paris, at('2026-10-26T08:00:00Z'))).toBe(true);
});

function openMinutes(hours: OpeningHours, dayIso: string): number {
  const startMs = at(`${dayIso}T00:00:00Z`) - 4 * 3_600_000;
  return Array.from({ length: 30 * 60 }, (_, minute) => isOpenAt(hours, startMs + minute * 60_000)).filter(Boolean)
    .length;
}

it('[ROUTE-16] loses the hour that the clock leaves out, and has the one it repeats twice', () => {
  const newYork: OpeningHours = {
    timeZone: 'America/New_York',
    week: { sun: window(60, 3 * 60) },
    holidays: [],
  };
  // 2:00 → 3:00 on 29 March in Paris; 3:00 → 2:00 on 25 October.
  expect(openMinutes(paris, '2026-03-29')).toBe(0);
  expect(openMinutes(paris, '2026-10-25')).toBe(120);
  expect(openMinutes(paris, '2026-11-01')).toBe(60);
  // 2:00 → 3:00 on 8 March in New York; 2:00 → 1:00 on 1 November.
  expect(openMinutes(newYork, '2026-03-08')).toBe(60);
  expect(openMinutes(newYork, '2026-11-01')).toBe(180);
  expect(openMinutes(newYork, '2026-11-08')).toBe(120);
});

it('[ROUTE-16] is always open without hours, and never in a week without windows', () => {
  expect(isOpenAt(undefined, at('2026-11-23T03:00:00Z'))).toBe(true);
  expect(isOpenAt({ ...paris, week: {} }, at('2026-11-23T09:00:00Z'))).toBe(false);
});

it('[CONF-2] knows a time zone from a misspelt one', () => {
  expect(['Europe/Paris', 'UTC', 'America/New_York'].map(isTimeZone)).toEqual([true, true, true]);
  expect(['Europe/Pariss', '', 'Mars/Olympus'].map(isTimeZone)).toEqual([false, false, false]);
});
