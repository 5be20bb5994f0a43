// Which of our scripts run on which sites. Gmail and Outlook are known; what else the extension was allowed is Roundcube.

export interface SiteScript {
  readonly id: string;
  readonly matches: readonly string[];
  readonly file: string;
  readonly world: 'ISOLATED' | 'MAIN';
}

const KNOWN_SITES: readonly string[] = [
  'https://mail.google.com/*',
  'https://outlook.office.com/*',
  'https://outlook.live.com/*',
];
/** Addresses that a policy may name. */
const MAX_ORIGINS = 20;

/** `granted`: match patterns of the origins the extension may reach. */
export function siteScripts(granted: readonly string[]): readonly SiteScript[] {
  const roundcube = granted.filter((origin) => !KNOWN_SITES.includes(origin));
  const scripts: SiteScript[] = [];
  if (granted.length > 0) scripts.push({ id: 'content', matches: granted, file: 'content.js', world: 'ISOLATED' });
  if (roundcube.length > 0) scripts.push({ id: 'roundcube', matches: roundcube, file: 'roundcube.js', world: 'MAIN' });
  return scripts;
}

/** Match patterns of what the organisation's policy names and the person has not allowed yet. Bad entries are left out. */
export function missingOrigins(policy: unknown, granted: readonly string[]): string[] {
  const origins: unknown =
    typeof policy === 'object' && policy !== null && 'webmailOrigins' in policy && policy.webmailOrigins;
  if (!Array.isArray(origins)) return [];
  return origins
    .slice(0, MAX_ORIGINS)
    .map(matchPattern)
    .filter((pattern): pattern is string => pattern !== undefined && !granted.includes(pattern));
}

function matchPattern(origin: unknown): string | undefined {
  if (typeof origin !== 'string' || !URL.canParse(origin)) return undefined;
  const url = new URL(origin);
  const isOrigin =
    url.protocol === 'https:' && url.pathname === '/' && url.search === '' && url.hash === '' && url.username === '';
  return isOrigin ? `${url.origin}/*` : undefined;
}
