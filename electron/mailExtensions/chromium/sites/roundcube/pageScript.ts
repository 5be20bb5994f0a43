// Runs among Roundcube's own scripts, where alone `rcmail` can be read. Passes on what becomes of the mail, nothing of it.
import type { MailKind } from '../../../../contract/cti.ts';
import type { SurfaceReport } from '../../page/surfaceReport.ts';
import { openPrivateChannel } from './privateChannel.ts';

/** The little that is read of Roundcube 1.6; every field is checked before it is used. */
type Rcmail = Record<string, unknown> & { readonly env: Record<string, unknown> };

const SURFACE = 'compose';
const post = openPrivateChannel(document);
const report = (news: SurfaceReport): void => post(JSON.stringify(news));

// The page's own scripts fill `rcmail.env` while the page is parsed and act on it after this event's first listeners.
if (document.readyState === 'loading') document.addEventListener('DOMContentLoaded', observe);
else observe();

function observe(): void {
  const rcmail = (window as unknown as { rcmail?: unknown }).rcmail;
  if (!isRcmail(rcmail)) return;
  const { env } = rcmail;
  if (env['task'] !== 'mail' || env['action'] !== 'compose' || typeof env['compose_id'] !== 'string') return;
  report({ type: 'opened', surface: SURFACE, kind: kindOf(env) });
  followSending(rcmail);
  follow(rcmail, 'set_draft_id', 'after', () => report({ type: 'saved', surface: SURFACE }));
}

function isRcmail(value: unknown): value is Rcmail {
  return (
    typeof value === 'object' && value !== null && 'env' in value && typeof value.env === 'object' && value.env !== null
  );
}

/**
 * `compose_mode` is unset for a new mail, `edit` for one written as new, `draft` for one reopened. A reopened draft that
 * answers or forwards a mail has `reply_msgid`: Roundcube does not tell which, so both count as replies.
 */
function kindOf(env: Record<string, unknown>): MailKind {
  const mode = env['compose_mode'];
  if (mode === 'reply' || mode === 'forward') return mode;
  return mode === 'draft' && typeof env['reply_msgid'] === 'string' && env['reply_msgid'] !== '' ? 'reply' : 'new';
}

/**
 * `submit_messageform(draft, saveonly)` runs when all questions are answered; the server's answer loads into a hidden
 * frame that calls `sent_successfully` or shows an error, and `iframe_loaded` in either case.
 */
function followSending(rcmail: Rcmail): void {
  let isSending = false;
  follow(rcmail, 'submit_messageform', 'before', ([isDraft, isSaveOnly]) => {
    if (isDraft === true || isSaveOnly === true || rcmail.env['is_sent'] === true) return;
    isSending = true;
    report({ type: 'sending', surface: SURFACE });
  });
  follow(rcmail, 'sent_successfully', 'before', () => {
    isSending = false;
    report({ type: 'ended', surface: SURFACE, outcome: 'sent' });
  });
  follow(rcmail, 'iframe_loaded', 'after', () => {
    // The frame's other commands run in the same script, some after this one.
    setTimeout(() => {
      if (!isSending) return;
      isSending = false;
      report({ type: 'sendFailed', surface: SURFACE });
    }, 0);
  });
}

/** Calls `then` around a function of Roundcube's. What it takes, returns and throws stays the same. */
function follow(
  rcmail: Rcmail,
  name: string,
  when: 'before' | 'after',
  then: (parameters: readonly unknown[]) => void,
): void {
  const original = rcmail[name];
  if (typeof original !== 'function') return;
  rcmail[name] = function (this: unknown, ...parameters: unknown[]): unknown {
    if (when === 'before') then(parameters);
    const result: unknown = Reflect.apply(original, this, parameters);
    if (when === 'after') then(parameters);
    return result;
  };
}
