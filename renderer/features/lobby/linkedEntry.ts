// What a signed link says of the call, for filling the form in. Whether it is true is the server's to say.

/** @returns the parameters of the page's query, those of the link before them */
export function linkedEntry(query: string, fragment: string): URLSearchParams {
  const entry = new URLSearchParams(query);
  const claims = claimsIn(new URLSearchParams(fragment.replace(/^#/, '')).get('link') ?? '');
  if (typeof claims['queue'] === 'string') entry.set('topic', claims['queue']);
  if (typeof claims['name'] === 'string') entry.set('name', claims['name']);
  return entry;
}

/** The middle part of a JSON Web Token; nothing when it is none. */
function claimsIn(link: string): Readonly<Record<string, unknown>> {
  try {
    const middle = (link.split('.')[1] ?? '').replaceAll('-', '+').replaceAll('_', '/');
    const bytes = Uint8Array.from(atob(middle), (character) => character.charCodeAt(0));
    const claims: unknown = JSON.parse(new TextDecoder().decode(bytes));
    return typeof claims === 'object' && claims !== null ? (claims as Record<string, unknown>) : {};
  } catch {
    return {};
  }
}
