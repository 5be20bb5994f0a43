// What a connection's program says it is, in a few words for the person who uses it. Knows the names that browsers give themselves
// (MDN, "Browser detection using the user agent"); decides nothing by them.

/** The first that is found: Edge, Opera and our app name Chrome, too, and Chrome names Safari. */
const PROGRAMS: readonly (readonly [RegExp, string])[] = [
  [/\bElectron\//, 'Visavis'],
  [/\bEdg(e|A|iOS)?\//, 'Edge'],
  [/\bOPR\//, 'Opera'],
  [/\b(Firefox|FxiOS)\//, 'Firefox'],
  [/\b(Chrome|CriOS|Chromium|HeadlessChrome)\//, 'Chrome'],
  [/\bSafari\//, 'Safari'],
];
const SYSTEMS: readonly (readonly [RegExp, string])[] = [
  [/\bWindows\b/, 'Windows'],
  [/\b(iPhone|iPad|iPod)\b/, 'iOS'],
  [/\bMac OS X\b/, 'macOS'],
  [/\bAndroid\b/, 'Android'],
  [/\bCrOS\b/, 'ChromeOS'],
  [/\bLinux\b/, 'Linux'],
];

/** Such as `Firefox · Windows`; empty for what is not known. */
export function deviceOf(userAgent: string | undefined): string {
  const named = (names: typeof PROGRAMS): string[] => {
    const found = names.find(([pattern]) => pattern.test(userAgent ?? ''));
    return found === undefined ? [] : [found[1]];
  };
  return [...named(PROGRAMS), ...named(SYSTEMS)].join(' · ');
}
