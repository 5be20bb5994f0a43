// An agent's mail: servers, a Thunderbird that is signed in, and the motions of somebody who answers. Knows no app.
import { startDesktop, until, type Desktop } from '../desktop.ts';
import { startImapServer, type ImapServer } from './imapServer.ts';
import { startSmtpServer, type SmtpServer } from './smtpServer.ts';
import { startThunderbird, type Thunderbird } from './thunderbird.ts';

export interface MailDesk {
  readonly desktop: Desktop;
  readonly imap: ImapServer;
  readonly smtp: SmtpServer;
  readonly thunderbird: Thunderbird;
  /** Presses a key on the mail that is selected, such as Ctrl+L to forward it, and waits for the window to write in. */
  readonly compose: (key: string) => Promise<void>;
  /** The same with Reply. */
  readonly reply: () => Promise<void>;
  /** Opens the newest mail in Drafts for writing on. */
  readonly reopenDraft: () => Promise<void>;
  /** Starts Thunderbird after it was killed, and reads a new mail. */
  readonly startAgain: () => Promise<void>;
  readonly close: () => Promise<void>;
}

export interface MailDeskOptions {
  /** Where the app listens, see `VISAVIS_CTI_DIR`. */
  readonly ctiFolder: string;
  /** A desktop to share; by default one of its own. */
  readonly desktop?: Desktop;
  /** See `ThunderbirdOptions`. */
  readonly isOpenToTests?: boolean;
}

/** Places in Thunderbird's main window, pixels from its corner: the folder pane has no keys of its own. */
const DRAFTS_FOLDER = ['130', '170'] as const;
const INBOX_FOLDER = ['130', '141'] as const;
const FIRST_MAIL = ['400', '125'] as const;

/** Longer than a window takes to appear on a busy machine. */
const ACT_AGAIN_MS = 6_000;

/** Resolves when the first mail of the inbox is selected and read. */
export async function startMailDesk(options: MailDeskOptions): Promise<MailDesk> {
  const closers: (() => Promise<void>)[] = [];
  try {
    return await openMailDesk(options, closers);
  } catch (error) {
    // What had been started must not stay behind, least of all a policy of the whole machine.
    await closeAll(closers);
    throw error;
  }
}

async function openMailDesk(
  { ctiFolder, desktop: shared, isOpenToTests = false }: MailDeskOptions,
  closers: (() => Promise<void>)[],
): Promise<MailDesk> {
  const desktop = shared ?? (await startDesktop());
  if (shared === undefined) closers.unshift(desktop.close);
  const imap = await startImapServer();
  closers.unshift(imap.close);
  const smtp = await startSmtpServer();
  closers.unshift(smtp.close);
  for (const name of ['one', 'two']) imap.deliver(question(name));
  const thunderbird = startThunderbird({ desktop, imap, smtp, ctiFolder, isOpenToTests });
  closers.unshift(thunderbird.close);
  const main = 'Mozilla Thunderbird';
  const clickInMain = async ([x, y]: readonly [string, string], ...more: string[]): Promise<void> => {
    await thunderbird.focus(main);
    const [window = ''] = thunderbird.windows(main);
    desktop.xdotool('mousemove', '--window', window, x, y, 'click', ...more, '1');
  };
  /** A key or click that comes while Thunderbird is busy drawing is lost, as it would be for a person, who repeats it. */
  const repeatUntil = async (what: string, act: () => Promise<void>, holds: () => boolean): Promise<void> => {
    let actedAtMs = -Infinity;
    await until(what, async () => {
      if (holds()) return true;
      if (performance.now() - actedAtMs < ACT_AGAIN_MS) return false;
      await act();
      actedAtMs = performance.now();
      return false;
    });
  };
  const press = async (key: string): Promise<void> => {
    await thunderbird.focus(main);
    thunderbird.keys(key);
  };
  /** One that was not there before: what is told of a mail may come before its old window is gone. */
  const openWriting = async (what: string, act: () => Promise<void>): Promise<void> => {
    const before = thunderbird.windows('Write: ');
    await repeatUntil(what, act, () => thunderbird.windows('Write: ').some((window) => !before.includes(window)));
  };
  const compose = async (key: string): Promise<void> => {
    await openWriting('the window to write in is there', () => press(key));
    await thunderbird.focus('Write: ');
  };
  const openMail = async (): Promise<void> => {
    const unseen = imap.countUnseen();
    await signIn(thunderbird, imap.password);
    // The next unread mail, which opens its folder. Before its mail is there a window that says Inbox ignores Reply.
    const isRead = (): boolean => thunderbird.windows('Inbox - ').length > 0 && imap.countUnseen() < unseen;
    await repeatUntil('an unread mail is opened', () => press('n'), isRead);
  };
  await openMail();
  return {
    desktop,
    imap,
    smtp,
    thunderbird,
    compose,
    reply: () => compose('ctrl+r'),
    reopenDraft: async () => {
      const areDraftsShown = (): boolean => thunderbird.windows('Drafts - ').length > 0;
      await repeatUntil('the drafts are shown', () => clickInMain(DRAFTS_FOLDER), areDraftsShown);
      await openWriting('the draft is open', () => clickInMain(FIRST_MAIL, '--repeat', '2', '--delay', '50'));
      await clickInMain(INBOX_FOLDER);
      await clickInMain(FIRST_MAIL);
      await thunderbird.focus('Write: ');
    },
    startAgain: async () => {
      imap.deliver(question('again'));
      thunderbird.startAgain();
      await openMail();
    },
    close: () => closeAll(closers),
  };
}

/** Closes all of them, also when one fails, and then says which did. */
async function closeAll(closers: readonly (() => Promise<void>)[]): Promise<void> {
  const errors: unknown[] = [];
  for (const close of closers) await close().catch((error: unknown) => errors.push(error));
  if (errors.length > 0) throw new AggregateError(errors, 'The mail desk did not close cleanly.');
}

async function signIn(thunderbird: Thunderbird, password: string): Promise<void> {
  await thunderbird.focus('Enter your password');
  thunderbird.type(password);
  thunderbird.keys('Return');
  await until('the password was taken', () => thunderbird.windows('Enter your password').length === 0);
}

function question(name: string): string {
  return [
    'From: Ada <ada@example.org>',
    'To: agent@example.org',
    `Subject: Question ${name}`,
    `Message-ID: <question-${name}@example.org>`,
    'Date: Mon, 23 Nov 2026 10:00:00 +0000',
    '',
    'What about the new card?',
    '',
  ].join('\n');
}
