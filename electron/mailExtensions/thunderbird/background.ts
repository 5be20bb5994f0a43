// The event page: watches compose windows and tells the app over the CTI connection. Knows Thunderbird's API; what it learns of a mail
// beyond its kind stays here.
import type { MailKind } from '../../contract/cti.ts';
import { createCtiClient, type CtiClient } from '../shared/ctiClient.ts';
import { openNativePort } from '../shared/nativePort.ts';
import { afterSend, closedAs, openCompose, savedAs, typedIn, type ComposeDraft } from './composeDraft.ts';
import { kindOf, type RelatedMessage } from './composeKind.ts';

/** Typing in the subject or the addresses reaches no script in the editor: they are compared this often. */
const LOOK_EVERY_MS = 1_000;
/** Thunderbird may say that a window closed before it says that its mail was saved or sent. */
const LAST_WORD_WITHIN_MS = 400;
const EDITOR_SCRIPT = { id: 'editor', js: ['editor.js'] };

type OpenWindow = {
  readonly windowId: number | undefined;
  draft: ComposeDraft;
  /** Subject and addresses as last seen; undefined until the first look. */
  fields: string | undefined;
};

const windows = new Map<number, OpenWindow>();
const idOf = (tabId: number): string => `tab-${tabId}`;
let client: Promise<CtiClient> | undefined;

// MV3 starts the event page with Thunderbird only if somebody listens for that. Listeners are registered before anything is awaited.
messenger.runtime.onStartup.addListener(() => void theClient());
messenger.runtime.onInstalled.addListener(() => void theClient());
messenger.tabs.onCreated.addListener((tab) => {
  if (tab.type === 'messageCompose') void opened(tab);
});
messenger.tabs.onRemoved.addListener((tabId) => void removed(tabId));
messenger.compose.onBeforeSend.addListener((tab) => {
  void change(tab, (draft, client, id) => {
    client.sending(id);
    return { ...draft, isSending: true };
  });
  return {};
});
messenger.compose.onAfterSend.addListener((tab, info) => {
  void change(tab, (draft, client, id) => {
    const how = afterSend(info);
    if (how === 'failed') client.sendFailed(id);
    else forget(tab.id, () => client.end(id, how));
    return { ...draft, isSending: false };
  });
});
messenger.compose.onAfterSave.addListener((tab, info) => {
  void change(tab, (draft) => savedAs(draft, info));
});
messenger.runtime.onMessage.addListener((message: unknown, sender) => {
  if (message === 'typed') void change(sender.tab, typed);
});
messenger.windows.onFocusChanged.addListener((windowId) => {
  for (const [tabId, open] of windows)
    void theClient().then((client) => client.focus(idOf(tabId), open.windowId === windowId));
});
void theClient();

function theClient(): Promise<CtiClient> {
  client ??= openClient();
  return client;
}

async function openClient(): Promise<CtiClient> {
  await messenger.scripting.compose.unregisterScripts();
  await messenger.scripting.compose.registerScripts([EDITOR_SCRIPT]);
  const client = createCtiClient({
    client: 'thunderbird',
    version: messenger.runtime.getManifest().version,
    instance: await instanceOfThisRun(),
    openPort: (events) => openNativePort(messenger.runtime, events),
  });
  setInterval(() => void lookAtFields(), LOOK_EVERY_MS);
  // Windows that were open before this page started; a new one may come twice, which is no harm.
  for (const tab of await messenger.tabs.query({ type: 'messageCompose' })) void opened(tab, client);
  return client;
}

/** The event page may be started several times in one run of Thunderbird: to the app it stays the same connection. */
async function instanceOfThisRun(): Promise<string> {
  const kept: Record<string, unknown> = await messenger.storage.session.get('instance');
  if (typeof kept['instance'] === 'string') return kept['instance'];
  const instance = crypto.randomUUID();
  await messenger.storage.session.set({ instance });
  return instance;
}

async function opened(tab: messenger.tabs.Tab, known?: CtiClient): Promise<void> {
  const tabId = tab.id;
  if (tabId === undefined || windows.has(tabId)) return;
  const open: OpenWindow = { windowId: tab.windowId, draft: openCompose(false), fields: undefined };
  windows.set(tabId, open);
  const client = known ?? (await theClient());
  const details = await detailsOf(tabId);
  if (details === undefined || !windows.has(tabId)) return;
  const type = details.type;
  if (type === 'draft') open.draft = openCompose(true);
  const kind: MailKind = await kindOf({ type, relatedMessageId: details.relatedMessageId }, relatedMessage);
  // Closed in the meantime: there is nothing to begin.
  if (!windows.has(tabId)) return;
  client.begin(idOf(tabId), kind, known !== undefined && details.isModified === true ? 'typing' : 'open');
  // One that was open before this page started has no script of ours yet.
  if (known !== undefined)
    await messenger.scripting.executeScript({ target: { tabId }, files: EDITOR_SCRIPT.js }).catch(() => undefined);
}

async function relatedMessage(messageId: number): Promise<RelatedMessage> {
  try {
    const header = await messenger.messages.get(messageId);
    const isDraft = header.folder?.specialUse?.includes('drafts') === true;
    if (!isDraft) return { isDraft, answersAnother: false };
    const { headers } = await messenger.messages.getFull(messageId);
    return { isDraft, answersAnother: (headers?.['in-reply-to'] ?? []).length > 0 };
  } catch {
    // A draft that cannot be read: rather a call held too much than one rung while writing.
    return { isDraft: false, answersAnother: true };
  }
}

type Change = (draft: ComposeDraft, client: CtiClient, id: string) => ComposeDraft;

async function change(tab: messenger.tabs.Tab | undefined, by: Change): Promise<void> {
  if (tab?.id === undefined) return;
  if (!windows.has(tab.id)) await opened(tab);
  const client = await theClient();
  const open = windows.get(tab.id);
  if (open !== undefined) open.draft = by(open.draft, client, idOf(tab.id));
}

function typed(draft: ComposeDraft, client: CtiClient, id: string): ComposeDraft {
  client.touch(id);
  return typedIn(draft);
}

async function removed(tabId: number): Promise<void> {
  if (!windows.has(tabId)) return;
  const client = await theClient();
  setTimeout(() => {
    const open = windows.get(tabId);
    if (open !== undefined) forget(tabId, () => client.end(idOf(tabId), closedAs(open.draft)));
  }, LAST_WORD_WITHIN_MS);
}

function forget(tabId: number | undefined, tell: () => void): void {
  if (tabId !== undefined) windows.delete(tabId);
  tell();
}

async function lookAtFields(): Promise<void> {
  for (const [tabId, open] of windows) {
    const details = await detailsOf(tabId);
    if (details === undefined) continue;
    const fields = JSON.stringify([details.subject, details.to, details.cc, details.bcc]);
    const isChanged = open.fields !== undefined && open.fields !== fields;
    open.fields = fields;
    if (isChanged) open.draft = typed(open.draft, await theClient(), idOf(tabId));
  }
}

/** Undefined for a window that is closing. */
async function detailsOf(tabId: number): Promise<messenger.compose.ComposeDetails | undefined> {
  try {
    return await messenger.compose.getComposeDetails(tabId);
  } catch {
    return undefined;
  }
}
