// Which page writes which mail, and what the door is told when a page reports or goes. Knows no browser and no connection.
import type { DoorClient } from '../../shared/doorClient.ts';
import { CTI_MAX_DRAFTS, type DraftOutcome } from '../../../contract/cti.ts';
import type { SurfaceReport } from '../page/surfaceReport.ts';

export interface PageDrafts {
  /** News from a page. `page` names a page that is open now: letters and digits, at most 32. */
  readonly take: (page: string, report: SurfaceReport) => void;
  /** A page has gone: closed, left, or its tab crashed. */
  readonly leave: (page: string) => void;
}

interface Draft {
  readonly page: string;
  isSending: boolean;
  /** Saved, and nothing typed since. */
  isSaved: boolean;
}

type Door = Pick<DoorClient, 'begin' | 'touch' | 'sending' | 'sendFailed' | 'end'>;

export function createPageDrafts(door: Door): PageDrafts {
  const drafts = new Map<string, Draft>();
  return {
    take: (page, report) => {
      const id = `${page}_${report.surface}`;
      const draft = drafts.get(id);
      if (report.type === 'opened') {
        if (draft !== undefined || drafts.size >= CTI_MAX_DRAFTS) return;
        drafts.set(id, { page, isSending: false, isSaved: false });
        door.begin(id, report.kind);
      } else if (report.type === 'ended') {
        if (drafts.delete(id)) door.end(id, report.outcome);
      } else if (draft !== undefined) change(door, id, draft, report.type);
    },
    leave: (page) => {
      for (const [id, draft] of [...drafts].filter((entry) => entry[1].page === page)) {
        drafts.delete(id);
        door.end(id, outcomeOfLeaving(draft));
      }
    },
  };
}

function change(door: Door, id: string, draft: Draft, type: 'typed' | 'sending' | 'sendFailed' | 'saved'): void {
  switch (type) {
    case 'typed':
      draft.isSaved = false;
      draft.isSending = false;
      door.touch(id);
      return;
    case 'sending':
      draft.isSending = true;
      door.sending(id);
      return;
    case 'sendFailed':
      draft.isSending = false;
      door.sendFailed(id);
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
