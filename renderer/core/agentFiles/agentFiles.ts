// An agent's files at the server, over HTTP: prepared documents, stills and agreed files filed with calls, and the organisation's
// recogniser. Knows paths, the session that is shown, hashes and problem codes; not what the files are for.
import * as z from 'zod/mini';
import { problemSchema, type CallId, type FileType, type ProblemCode } from '../../../signalling/protocol/index.ts';
import { fileIdOf } from '../assist/fileChunk.ts';

/** `unreachable`: no answer was had; the same again may succeed · `damaged`: what came is not what it is called. */
export type AgentFileProblem = ProblemCode | 'unreachable' | 'damaged';
export type AgentFileAnswer<T> = { ok: true; value: T } | { ok: false; code: AgentFileProblem };
export type StillFile = { callId: CallId; sha256: string; type: FileType; content: Blob };
export type AgreedFile = { callId: CallId; sha256: string; content: Blob };

export interface AgentFiles {
  /** Needs a call, or its wrap-up: the documents of its queue. */
  readDocument(documentId: string, sha256: string): Promise<AgentFileAnswer<Blob>>;
  /** Kept by the browser: its address names its bytes. */
  readRecogniser(sha256: string): Promise<AgentFileAnswer<Blob>>;
  readStill(callId: CallId, sha256: string): Promise<AgentFileAnswer<Blob>>;
  /** Filing the same again is no problem. */
  fileStill(still: StillFile): Promise<AgentFileAnswer<undefined>>;
  readAgreed(callId: CallId, sha256: string): Promise<AgentFileAnswer<Blob>>;
  /** Filing the same again is no problem. `notPossibleNow`: no agreement on the record names it yet. */
  fileAgreed(file: AgreedFile): Promise<AgentFileAnswer<undefined>>;
}

/** A large still over a poor uplink takes this long. */
const DEADLINE_MS = 120_000;
const refusalSchema = z.object({ problem: problemSchema });

export type AgentFilesOptions = {
  /** For example `https://calls.example`; the page itself may come from elsewhere. */
  serverOrigin: string;
  /** Undefined while nobody is signed in. */
  sessionToken: () => string | undefined;
  fetch?: typeof globalThis.fetch;
};

export function createAgentFiles({
  serverOrigin,
  sessionToken,
  fetch = (...request) => globalThis.fetch(...request),
}: AgentFilesOptions): AgentFiles {
  type Asked = { method?: 'PUT'; headers?: Readonly<Record<string, string>>; body?: Blob; cache?: RequestCache };

  async function ask(path: string, asked: Asked = {}): Promise<AgentFileAnswer<Response>> {
    const token = sessionToken();
    if (token === undefined) return { ok: false, code: 'notSignedIn' };
    const headers = { ...asked.headers, authorization: `Bearer ${token}` };
    try {
      const signal = AbortSignal.timeout(DEADLINE_MS);
      const response = await fetch(serverOrigin + path, { cache: 'no-store', ...asked, headers, signal });
      return response.ok ? { ok: true, value: response } : { ok: false, code: await codeOf(response) };
    } catch {
      return { ok: false, code: 'unreachable' };
    }
  }

  async function read(path: string, sha256: string, asked: Asked = {}): Promise<AgentFileAnswer<Blob>> {
    const answer = await ask(path, asked);
    if (!answer.ok) return answer;
    // The connection may go while the bytes come.
    const content = await answer.value.blob().catch(() => undefined);
    if (!content) return { ok: false, code: 'unreachable' };
    const isWhole = (await fileIdOf(await content.arrayBuffer())) === sha256;
    return isWhole ? { ok: true, value: content } : { ok: false, code: 'damaged' };
  }

  async function put(path: string, type: string, body: Blob): Promise<AgentFileAnswer<undefined>> {
    const answer = await ask(path, { method: 'PUT', headers: { 'content-type': type }, body });
    return answer.ok ? { ok: true, value: undefined } : answer;
  }

  return {
    readDocument: (documentId, sha256) => read(`/library/${documentId}`, sha256),
    async readRecogniser(sha256) {
      const path = `/recognisers/${sha256}`;
      const kept = await read(path, sha256, { cache: 'default' });
      return kept.ok || kept.code !== 'damaged' ? kept : read(path, sha256, { cache: 'reload' });
    },
    readStill: (callId, sha256) => read(stillPath(callId, sha256), sha256),
    fileStill: ({ callId, sha256, type, content }) => put(stillPath(callId, sha256), `image/${type}`, content),
    readAgreed: (callId, sha256) => read(agreedPath(callId, sha256), sha256),
    fileAgreed: ({ callId, sha256, content }) => put(agreedPath(callId, sha256), 'application/pdf', content),
  };
}

function stillPath(callId: CallId, sha256: string): string {
  return `/calls/${callId}/stills/${sha256}`;
}

function agreedPath(callId: CallId, sha256: string): string {
  return `/calls/${callId}/agreements/${sha256}`;
}

/** What stands between the page and the server may answer, too, and knows no codes of ours. */
async function codeOf(response: Response): Promise<AgentFileProblem> {
  const refusal = refusalSchema.safeParse(await response.json().catch(() => undefined));
  if (refusal.success) return refusal.data.problem.code;
  return response.status >= 500 ? 'unreachable' : 'internal';
}
