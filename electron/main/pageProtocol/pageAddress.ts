// Where the agent's page lives inside the app. Shared by everything that must know our own page from a stranger's.

export const PAGE_SCHEME = 'visavis-app';
export const PAGE_HOST = 'agent';
export const PAGE_ORIGIN = `${PAGE_SCHEME}://${PAGE_HOST}`;
export const PAGE_URL = `${PAGE_ORIGIN}/index.html`;

/** True for any address of our own page. `URL.origin` is no use here: it is "null" for schemes Node does not know. */
export function isOwnPage(url: string): boolean {
  if (!URL.canParse(url)) return false;
  const { protocol, host, username, password } = new URL(url);
  return protocol === `${PAGE_SCHEME}:` && host === PAGE_HOST && username === '' && password === '';
}
