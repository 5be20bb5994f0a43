// Puts our scripts where they belong, as permissions and policy say. Knows no mail.
import { missingOrigins, siteScripts } from './sites.ts';

/** Registers now and whenever a site is allowed or taken away; a click on the button asks for what policy names. */
export function setupSites(onAllowanceMissing: (isMissing: boolean) => void): void {
  let toAsk: string[] = [];
  const refresh = async (): Promise<void> => {
    const granted = (await chrome.permissions.getAll()).origins ?? [];
    await register(granted);
    toAsk = missingOrigins(await policy(), granted);
    onAllowanceMissing(toAsk.length > 0);
  };
  // One at a time: two registrations of one script are an error.
  let last = Promise.resolve();
  const refreshSoon = (): void => {
    last = last.then(refresh, refresh);
  };
  chrome.permissions.onAdded.addListener(refreshSoon);
  chrome.permissions.onRemoved.addListener(refreshSoon);
  chrome.storage.onChanged.addListener((_changes, area) => {
    if (area === 'managed') refreshSoon();
  });
  chrome.action.onClicked.addListener(() => {
    // No waiting before it: asking needs the click.
    if (toAsk.length > 0) void chrome.permissions.request({ origins: toAsk });
  });
  refreshSoon();
}

async function policy(): Promise<unknown> {
  try {
    return await chrome.storage.managed.get('webmailOrigins');
  } catch {
    // Where no policy was ever set there is no such store.
    return undefined;
  }
}

async function register(granted: readonly string[]): Promise<void> {
  await chrome.scripting.unregisterContentScripts();
  await chrome.scripting.registerContentScripts(
    siteScripts(granted).map(({ id, matches, file, world }) => ({
      id,
      matches: [...matches],
      js: [file],
      world,
      runAt: 'document_start',
      allFrames: false,
      persistAcrossSessions: false,
    })),
  );
}
