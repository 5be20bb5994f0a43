// Which browsers the pages are for: what the build translates for, what the linter holds the code to, and what the README names.

/** The oldest version of each. */
export const BROWSERS = { chrome: '124', edge: '124', firefox: '140', safari: '17', ios: '17' } as const;

/** The latest syntax that all of them have, for a build that takes no list. */
export const BROWSER_SYNTAX = 'es2023';

/** As Vite names them. */
export const BROWSER_TARGETS: string[] = Object.entries(BROWSERS).map(([name, version]) => name + version);
