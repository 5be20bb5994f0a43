// What a person typed, taken apart into words and web addresses. Pure.

const ADDRESS = /\b(?:https?:\/\/|www\.)[^\s<>"']+/gi;
/** Marks that end a sentence rather than an address. */
const TRAILING = /[.,;:!?)\]}»”’]+$/;

export type TypedParts = { text: string; urls: readonly string[] };

/**
 * The words with only the host in place of each address, and the addresses as they would be opened. What is no proper
 * address stays among the words; words that are nothing but addresses are empty.
 */
export function splitLinks(typed: string): TypedParts {
  const urls: string[] = [];
  const text = typed.replace(ADDRESS, (found) => {
    const trailing = TRAILING.exec(found)?.[0] ?? '';
    const url = webAddress(found.slice(0, found.length - trailing.length));
    if (url === undefined) return found;
    urls.push(url);
    return hostOf(url) + trailing;
  });
  const isAddressesOnly = typed.replace(ADDRESS, '').trim() === '' && urls.length > 0;
  return { text: isAddressesOnly ? '' : text.trim(), urls };
}

/** @returns the full address, or undefined for one that could mislead: with a name or password in it, or of another scheme */
export function webAddress(typed: string): string | undefined {
  const candidate = /^https?:\/\//i.test(typed) ? typed : `https://${typed}`;
  if (!URL.canParse(candidate)) return undefined;
  const url = new URL(candidate);
  const isWeb = url.protocol === 'https:' || url.protocol === 'http:';
  if (!isWeb || url.username !== '' || url.password !== '' || !url.hostname.includes('.')) return undefined;
  return url.href.length <= 2000 ? url.href : undefined;
}

/** Where an address leads, as people should read it: the host, in its ASCII form where letters could be mistaken. */
export function hostOf(url: string): string {
  return new URL(url).host;
}
