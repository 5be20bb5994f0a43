// The name of this connection, the same for every worker of one run of the browser. Knows the browser's memory for extensions, by shape.

/** What is used of `chrome.storage.session`: kept in memory, gone with the browser. */
export type SessionMemory = {
  readonly get: (key: string) => Promise<Readonly<Record<string, unknown>>>;
  readonly set: (items: Readonly<Record<string, string>>) => Promise<void>;
};

const KEY = 'doorInstance';

/** Where nothing can be kept, another name each time: mails are then told of as at another connection. */
export async function sameInstance(memory: SessionMemory, create: () => string): Promise<string> {
  const kept: Readonly<Record<string, unknown>> = await memory.get(KEY).catch(() => ({}));
  const known = kept[KEY];
  if (typeof known === 'string' && known !== '') return known;
  const created = create();
  await memory.set({ [KEY]: created }).catch(() => undefined);
  return created;
}
