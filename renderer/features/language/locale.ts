// Which language this page speaks: `?lang`, then an earlier choice, then the browser or system. Knows the message runtime.
import type { Language, Words } from '../../../signalling/protocol/index.ts';
import { overwriteGetLocale } from '../../paraglide/runtime.js';

const STORAGE_KEY = 'visavis.language';

/**
 * @param preferences language tags (BCP 47), best first
 * @returns the first that we speak, else English
 */
export function chooseLanguage(preferences: readonly (string | null | undefined)[]): Language {
  for (const preference of preferences) {
    const primary = preference?.toLowerCase().split('-')[0];
    if (primary === 'en' || primary === 'fr') return primary;
  }
  return 'en';
}

/**
 * @param preferences language tags (BCP 47), best first
 * @returns the tag to write dates and times by: the first of this language that names a region, for its habits
 */
export function chooseRegion(language: Language, preferences: readonly (string | null | undefined)[]): string {
  const isOurs = (tag: string): boolean => tag.toLowerCase().startsWith(`${language}-`);
  return (
    preferences.find((preference) => typeof preference === 'string' && isOurs(preference)) ?? USUAL_REGION[language]
  );
}

/** Where nobody says which: what most of Europe reads without a second thought. */
const USUAL_REGION: Readonly<Record<Language, string>> = { en: 'en-GB', fr: 'fr-FR' };

let current: Language = 'en';
let region = USUAL_REGION.en;

let isFixed = false;

/**
 * Chooses the language once, before anything is drawn. `systemLanguage` is the native host's, where there is one; `fixed`: nobody may choose
 * another.
 */
export function setupLocale(systemLanguage?: string, fixed = false): Language {
  const asked = new URLSearchParams(location.search).get('lang');
  const chosen = fixed ? [] : [asked, readChoice()];
  isFixed = fixed;
  current = chooseLanguage([...chosen, systemLanguage, ...navigator.languages]);
  region = chooseRegion(current, [systemLanguage, ...navigator.languages]);
  overwriteGetLocale(() => current);
  document.documentElement.lang = current;
  return current;
}

/** The organisation has decided on it. */
export function languageIsFixed(): boolean {
  return isFixed;
}

export function currentLanguage(): Language {
  return current;
}

/** Remembers the choice and draws the page anew; a call in the line or in progress is resumed by it. */
export function switchLanguage(language: Language): void {
  try {
    localStorage.setItem(STORAGE_KEY, language);
  } catch {
    // Without storage the choice lives in the address below.
  }
  const url = new URL(location.href);
  url.searchParams.set('lang', language);
  location.replace(url);
}

/** The text in this page's language. */
export function inWords(words: Words): string {
  return words[current];
}

/** The tag by which dates, times and numbers are written. */
export function currentRegion(): string {
  return region;
}

/** A day in letters and figures. */
export function formatDay(epochMs: number): string {
  return new Intl.DateTimeFormat(region, { dateStyle: 'medium' }).format(epochMs);
}

export function formatTime(epochMs: number): string {
  return new Intl.DateTimeFormat(region, { hour: '2-digit', minute: '2-digit' }).format(epochMs);
}

/** A moment for a document: date, time to the second and time zone. */
export function formatMoment(epochMs: number): string {
  return new Intl.DateTimeFormat(region, { dateStyle: 'long', timeStyle: 'long' }).format(epochMs);
}

/** "Today" needs no date; anything older gets one. */
export function formatDayAndTime(epochMs: number, nowMs: number): string {
  const sameDay = new Date(epochMs).toDateString() === new Date(nowMs).toDateString();
  if (sameDay) return formatTime(epochMs);
  return new Intl.DateTimeFormat(region, {
    day: 'numeric',
    month: 'short',
    hour: '2-digit',
    minute: '2-digit',
  }).format(epochMs);
}

/** Of the days before today the weekday says more than the date. */
const WEEKDAY_TELLS_MS = 6 * 86_400_000;

/** `14:02`, `Tue 14:02`, and from a week ago on as `formatDayAndTime`. */
export function formatLately(epochMs: number, nowMs: number): string {
  const sameDay = new Date(epochMs).toDateString() === new Date(nowMs).toDateString();
  if (sameDay || nowMs - epochMs > WEEKDAY_TELLS_MS) return formatDayAndTime(epochMs, nowMs);
  return new Intl.DateTimeFormat(region, { weekday: 'short', hour: '2-digit', minute: '2-digit' }).format(epochMs);
}

/** Minutes and seconds as a clock shows them: `4:07`, `1:02:09`. */
export function formatClock(durationMs: number): string {
  const seconds = Math.max(0, Math.floor(durationMs / 1000));
  const two = (value: number): string => String(value).padStart(2, '0');
  const hours = Math.floor(seconds / 3600);
  const minutes = Math.floor(seconds / 60) % 60;
  return hours > 0 ? `${hours}:${two(minutes)}:${two(seconds % 60)}` : `${minutes}:${two(seconds % 60)}`;
}

function readChoice(): string | null {
  try {
    return localStorage.getItem(STORAGE_KEY);
  } catch {
    return null;
  }
}
