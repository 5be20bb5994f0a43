// Which page writes which mail, and what the app is told when a page reports or goes. Knows no browser and no socket.
import type { CtiClient } from '../../shared/ctiClient.ts';
import { CTI_MAX_DRAFTS, type DraftOutcome, type MailKind } from '../../../contract/cti.ts';
import type { SurfaceReport, SurfaceStep } from '../page/surfaceReport.ts';

export interface OpenPage {
  /** Names a page that is open now: letters and digits, at most 32. */
  readonly id: string;
  /** Its tab, frame and address: the same when it is loaded again. */
  readonly place: string;
}

export interface PageDrafts {
  /** News from a page. */
  readonly take: (page: OpenPage, report: SurfaceReport) => void;
  /** A page has gone: closed, left, loaded again, or its tab crashed. */
  readonly leave: (page: OpenPage) => void;
}

interface Draft {
  /** As the app knows it. */
  readonly id: string;
  readonly page: OpenPage;
  readonly kind: MailKind;
  isSending: boolean;
  /** Saved, and nothing typed since. */
  isSaved: boolean;
  /** Runs while its page is away. */
  ending: ReturnType<typeof setTimeout> | undefined;
}

type Opened = Extract<SurfaceReport, { type: 'opened' }>;
type Client = Pick<CtiClient, 'begin' | 'touch' | 'sending' | 'sendFailed' | 'end'>;

/** A page that is loaded again takes less; so long calls are still held after a mail that was left. */
const COMES_BACK_WITHIN_MS = 5_000;

export function createPageDrafts(client: Client): PageDrafts {
  const drafts = new Map<string, Draft>();

  /** The same page out of the browser's memory, or loaded again: the mail goes on as it was, and what was decided about it. */
  function comesBack(key: string, page: OpenPage, { kind, last }: Opened): boolean {
    const isIt = (one: string, draft: Draft): boolean =>
      one === key || (draft.ending !== undefined && draft.page.place === page.place && draft.kind === kind);
    const [leftKey, left] = [...drafts].find(([one, draft]) => isIt(one, draft)) ?? [];
    if (leftKey === undefined || left === undefined) return false;
    clearTimeout(left.ending);
    drafts.delete(leftKey);
    drafts.set(key, { ...left, page, ending: undefined, ...(last === undefined ? {} : pastOf(last)) });
    return true;
  }

  function end(key: string, { id, ending }: Draft, outcome: DraftOutcome): void {
    clearTimeout(ending);
    drafts.delete(key);
    client.end(id, outcome);
  }

  return {
    take: (page, report) => {
      const key = `${page.id}_${report.surface}`;
      const draft = drafts.get(key);
      if (report.type === 'opened') {
        if (comesBack(key, page, report) || drafts.size >= CTI_MAX_DRAFTS) return;
        const { kind, last } = report;
        drafts.set(key, { id: key, page, kind, ...pastOf(last), ending: undefined });
        client.begin(key, kind, last === undefined ? 'open' : last === 'sending' ? 'sending' : 'typing');
      } else if (draft === undefined) return;
      else if (report.type === 'ended') end(key, draft, report.outcome);
      else change(client, draft, report.type);
    },
    leave: (page) => {
      for (const [key, draft] of [...drafts].filter((entry) => entry[1].page.id === page.id)) {
        if (draft.isSending) end(key, draft, outcomeOfLeaving(draft));
        else draft.ending = setTimeout(() => end(key, draft, outcomeOfLeaving(draft)), COMES_BACK_WITHIN_MS);
      }
    },
  };
}

function pastOf(last: SurfaceStep | undefined): Pick<Draft, 'isSending' | 'isSaved'> {
  return { isSending: last === 'sending', isSaved: last === 'saved' };
}

function change(client: Client, draft: Draft, type: SurfaceStep): void {
  const { id } = draft;
  switch (type) {
    case 'typed':
      draft.isSaved = false;
      draft.isSending = false;
      client.touch(id);
      return;
    case 'sending':
      draft.isSending = true;
      client.sending(id);
      return;
    case 'sendFailed':
      draft.isSending = false;
      client.sendFailed(id);
      return;
    case 'saved':
      draft.isSaved = true;
  }
}

/** A page left while its mail was on the way has handed it over; nobody will tell us whether it was taken. */
function outcomeOfLeaving(draft: Draft): DraftOutcome {
  if (draft.isSending) return 'queued';
  return draft.isSaved ? 'saved' : 'discarded';
}
