// A PDF as a document. Knows that a page may break its workers: it is then marked, and the other pages get new ones.
import type { PDFPageProxy } from 'pdfjs-dist';
import type { DocumentNotice, OpenDocument, PageSize, RenderJob, RenderOutcome } from '../document.ts';
import { bad, good, type DocumentProblem, type DocumentResult } from '../documentProblem.ts';
import { MAX_PAGES } from '../pageLimit.ts';
import { withinMs } from '../withinMs.ts';
import { createWorkQueue, type QueuedWork } from './createWorkQueue.ts';
import { pdfFields } from './pdfFields.ts';
import { pdfRender } from './pdfRender.ts';
import { startPdfSession, type PdfSession } from './pdfSession.ts';
import { pdfText } from './pdfText.ts';

const PAGE_LIMIT_MS = 15_000;
/** A document that was just opened draws what is looked at, and nothing else, for so long. */
const FIRST_PAGE_ALONE_MS = 800;
/** Pages whose instructions and pictures pdf.js keeps: those around the one that is looked at. */
const KEPT_PAGES = 6;

type StartSession = () => Promise<DocumentResult<PdfSession>>;
type PageWork<T> = (session: PdfSession, page: PDFPageProxy, signal: AbortSignal) => Promise<T>;

/** Problems: those of `startPdfSession`, `tooManyPages`. */
export async function openPdf(bytes: Uint8Array, byOutlines: boolean): Promise<DocumentResult<OpenDocument>> {
  const start: StartSession = () => startPdfSession(bytes, byOutlines);
  const opened = await start();
  if (!opened.ok) return opened;
  const { numPages } = opened.value.pdf;
  if (numPages > 0 && numPages <= MAX_PAGES) return good(pdfDocument(opened.value, start));
  opened.value.end('closed');
  return bad(numPages > MAX_PAGES ? 'tooManyPages' : 'pdfBroken');
}

function pdfDocument(first: PdfSession, startAgain: StartSession): OpenDocument {
  const pages = createPages(first, startAgain);
  const sizes = new Map<number, DocumentResult<PageSize>>();
  return {
    type: 'pdf',
    pageCount: first.pdf.numPages,
    pageSize: async (page, inBackground = false) => {
      const known = sizes.get(page);
      if (known) return known;
      const size = await resultOf(pages.work(page, inBackground, (_session, proxy) => Promise.resolve(sizeOf(proxy))));
      if (size.ok) sizes.set(page, size);
      return size;
    },
    render: (page, canvas, options): RenderJob => {
      const queued = pages.work(page, options.inBackground ?? false, (session, proxy, signal) =>
        pdfRender(session.library, session.pdf, proxy, canvas, options, signal),
      );
      return { finished: outcomeOf(queued), cancel: queued.cancel };
    },
    textOf: (page, inBackground = false) =>
      resultOf(pages.work(page, inBackground, (_session, proxy) => pdfText(proxy))),
    fieldsOf: (page) => resultOf(pages.work(page, false, (_session, proxy) => pdfFields(proxy))),
    noticeOf: () => noticeOf(first),
    close: pages.close,
  };
}

async function noticeOf({ pdf }: PdfSession): Promise<DocumentNotice | undefined> {
  const metadata = await pdf.getMetadata().catch(() => undefined);
  const info = { ...metadata?.info } as Readonly<Record<string, unknown>>;
  return info['IsXFAPresent'] === true && info['IsAcroFormPresent'] !== true ? 'xfaForm' : undefined;
}

function sizeOf(page: PDFPageProxy): PageSize {
  const { width, height } = page.getViewport({ scale: 1 });
  return { width, height };
}

type Pages = {
  work: <T>(page: number, inBackground: boolean, work: PageWork<T>) => QueuedWork<DocumentResult<T>>;
  close: () => void;
};

function createPages(first: PdfSession, startAgain: StartSession): Pages {
  const queue = createWorkQueue(FIRST_PAGE_ALONE_MS);
  const problems = new Map<number, DocumentProblem>();
  const kept = new Map<number, PDFPageProxy>();
  let session: PdfSession | undefined = first;
  let isClosed = false;

  const currentSession = async (): Promise<DocumentResult<PdfSession>> => {
    if (session) return good(session);
    const restarted = await startAgain();
    if (!restarted.ok) return restarted;
    if (isClosed) restarted.value.end('closed');
    else session = restarted.value;
    return restarted;
  };

  const give = async <T>(page: number, work: PageWork<T>, signal: AbortSignal): Promise<DocumentResult<T>> => {
    const known = isClosed ? 'closed' : problems.get(page);
    if (known) return bad(known);
    const current = await currentSession();
    if (!current.ok) return current;
    const result = await workOnPage(current.value, page, kept, (proxy) => work(current.value, proxy, signal));
    if (result.ok || isClosed || !(await hasEnded(current.value))) return result;
    // This page took the workers down: it is not tried again, and the next page gets new ones.
    problems.set(page, result.problem);
    session = undefined;
    kept.clear();
    return result;
  };

  return {
    work: (page, inBackground, work) => queue.run((signal) => give(page, work, signal), inBackground),
    close: () => {
      isClosed = true;
      session?.end('closed');
    },
  };
}

async function hasEnded(session: PdfSession): Promise<boolean> {
  return (await Promise.race([session.ended, Promise.resolve('alive' as const)])) !== 'alive';
}

async function workOnPage<T>(
  session: PdfSession,
  page: number,
  kept: Map<number, PDFPageProxy>,
  work: (proxy: PDFPageProxy) => Promise<T>,
): Promise<DocumentResult<T>> {
  session.startWork();
  const attempt = async (): Promise<DocumentResult<T>> => {
    try {
      const proxy = await session.pdf.getPage(page);
      keepPage(kept, page, proxy);
      return good(await work(proxy));
    } catch {
      return bad('pageBroken');
    }
  };
  const ended = session.ended.then(bad);
  const result = await withinMs(Promise.race([attempt(), ended]), PAGE_LIMIT_MS);
  if (result !== 'late') return result;
  session.end('tooSlow');
  return bad('tooSlow');
}

function keepPage(kept: Map<number, PDFPageProxy>, page: number, proxy: PDFPageProxy): void {
  kept.delete(page);
  kept.set(page, proxy);
  for (const [oldest, oldProxy] of kept) {
    if (kept.size <= KEPT_PAGES) return;
    oldProxy.cleanup();
    kept.delete(oldest);
  }
}

async function resultOf<T>({ result }: QueuedWork<DocumentResult<T>>): Promise<DocumentResult<T>> {
  const outcome = await result;
  return outcome === 'cancelled' ? bad('closed') : outcome;
}

async function outcomeOf({ result }: QueuedWork<DocumentResult<unknown>>): Promise<RenderOutcome> {
  const outcome = await result;
  if (outcome === 'cancelled') return { ok: false, problem: 'cancelled' };
  return outcome.ok ? { ok: true } : outcome;
}
