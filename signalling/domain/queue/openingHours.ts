// Whether a queue is open at a moment, by the clock on the wall of its place. Pure; the zone rules are the runtime's.

export const WEEKDAYS = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;
export type Weekday = (typeof WEEKDAYS)[number];

/** Half-open, in minutes since midnight by the clock on the wall: 9:00 is in 9:00–12:30, 12:30 is not. At most 1440. */
export type OpenWindow = { readonly fromMinute: number; readonly toMinute: number };

export type OpeningHours = {
  /** IANA name, such as `Europe/Paris`. */
  readonly timeZone: string;
  readonly week: Readonly<Partial<Record<Weekday, readonly OpenWindow[]>>>;
  /** Local dates, such as `2026-12-25`: closed all day. */
  readonly holidays: readonly string[];
};

/**
 * When the clock is put back, the hour that comes twice counts twice; when it is put forward, the hour that is left
 * out is lost. A window never passes midnight: two windows say that.
 */
export function isOpenAt(hours: OpeningHours | undefined, atMs: number): boolean {
  if (hours === undefined) return true;
  const { weekday, date, minute } = wallClock(hours.timeZone, atMs);
  if (hours.holidays.includes(date)) return false;
  return (hours.week[weekday] ?? []).some(({ fromMinute, toMinute }) => minute >= fromMinute && minute < toMinute);
}

export function isTimeZone(name: string): boolean {
  try {
    formatFor(name);
    return true;
  } catch (cause) {
    if (cause instanceof RangeError) return false;
    throw cause;
  }
}

type WallClock = { readonly weekday: Weekday; readonly date: string; readonly minute: number };

/** Making one takes far longer than using it; there are as many as zones in use. */
const formats = new Map<string, Intl.DateTimeFormat>();

function formatFor(timeZone: string): Intl.DateTimeFormat {
  let format = formats.get(timeZone);
  if (format === undefined) {
    format = new Intl.DateTimeFormat('en-GB', {
      timeZone,
      weekday: 'short',
      year: 'numeric',
      month: '2-digit',
      day: '2-digit',
      hour: '2-digit',
      minute: '2-digit',
      hourCycle: 'h23',
    });
    formats.set(timeZone, format);
  }
  return format;
}

function wallClock(timeZone: string, atMs: number): WallClock {
  const parts = new Map(
    formatFor(timeZone)
      .formatToParts(atMs)
      .map(({ type, value }) => [type, value]),
  );
  const part = (name: Intl.DateTimeFormatPartTypes): string => parts.get(name) ?? '';
  const weekday = WEEKDAYS.find((day) => day === part('weekday').toLowerCase());
  if (weekday === undefined) throw new Error(`no weekday: ${part('weekday')}`);
  return {
    weekday,
    date: `${part('year')}-${part('month')}-${part('day')}`,
    minute: Number(part('hour')) * 60 + Number(part('minute')),
  };
}
