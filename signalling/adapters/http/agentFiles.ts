// Files for agents over HTTP: stills and agreed files filed with calls, prepared documents, and the recogniser that the organisation brings. Knows paths, headers and bytes; who may
// have which file is the service's. A session token in the header says who asks; no address holds a secret.
import { createHash } from 'node:crypto';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import {
  callIdSchema,
  fail,
  idSchema,
  MAX_AGREED_BYTES,
  MAX_STILL_BYTES,
  sha256Schema,
  type FileType,
  type Problem,
  type ProblemCode,
  type Result,
} from '../../protocol/index.ts';
import { fileAgreed } from '../../service/agreedFiles/fileAgreed.ts';
import { readAgreed } from '../../service/agreedFiles/readAgreed.ts';
import { readRecogniser } from '../../service/identity/readRecogniser.ts';
import { readDocument } from '../../service/library/readDocument.ts';
import type { Service } from '../../service/service.ts';
import { bearerOf, type Bearer } from '../../service/session/bearer.ts';
import { fileStill } from '../../service/stills/fileStill.ts';
import { readStill } from '../../service/stills/readStill.ts';
import { createUploadGate } from './uploadGate.ts';

/** What the service does for these paths. */
export type AgentFiles = {
  identify(token: string | null): Promise<Result<Bearer>>;
  fileStill(agent: Bearer, still: Parameters<typeof fileStill>[1]): ReturnType<typeof fileStill>;
  readStill(agent: Bearer, callId: Parameters<typeof readStill>[1], sha256: string): ReturnType<typeof readStill>;
  fileAgreed(agent: Bearer, file: Parameters<typeof fileAgreed>[1]): ReturnType<typeof fileAgreed>;
  readAgreed(agent: Bearer, callId: Parameters<typeof readAgreed>[1], sha256: string): ReturnType<typeof readAgreed>;
  readDocument(agent: Bearer, documentId: string): ReturnType<typeof readDocument>;
  readRecogniser(sha256: string): ReturnType<typeof readRecogniser>;
};

const STILL_PATH = '/calls/:callId/stills/:sha256';
const AGREED_PATH = '/calls/:callId/agreements/:sha256';
/** Where something is sent to. */
export const UPLOAD_PATHS: readonly string[] = [STILL_PATH, AGREED_PATH];
const DOCUMENT_PATH = '/library/:documentId';
const RECOGNISER_PATH = '/recognisers/:sha256';

const MEDIA_TYPES: Record<FileType, string> = {
  pdf: 'application/pdf',
  jpeg: 'image/jpeg',
  png: 'image/png',
  webp: 'image/webp',
  text: 'text/plain; charset=utf-8',
};
const PICTURES = [MEDIA_TYPES.jpeg, MEDIA_TYPES.png, MEDIA_TYPES.webp];

const STATUSES: Partial<Record<ProblemCode, number>> = {
  notSignedIn: 401,
  sessionExpired: 401,
  callNotFound: 404,
  documentUnknown: 404,
  notAllowed: 403,
  notPossibleNow: 409,
  recordFull: 409,
  tooManyRequests: 429,
};

export function agentFilesOf(service: Service): AgentFiles {
  return {
    identify: (token) => bearerOf(token, service),
    fileStill: ({ agentId }, still) => fileStill(agentId, still, service),
    readStill: (agent, callId, sha256) => readStill(agent, callId, sha256, service),
    fileAgreed: ({ agentId }, file) => fileAgreed(agentId, file, service),
    readAgreed: (agent, callId, sha256) => readAgreed(agent, callId, sha256, service),
    readDocument: ({ agentId }, documentId) => readDocument(agentId, documentId, service),
    readRecogniser: (sha256) => readRecogniser(sha256, service),
  };
}

/** Paths below this scope answer with a problem as JSON, like the wire. */
export function addAgentFiles(scope: FastifyInstance, files: AgentFiles): void {
  const asking = createAsking(files);
  scope.removeAllContentTypeParsers();
  scope.addContentTypeParser([...PICTURES, MEDIA_TYPES.pdf], { parseAs: 'buffer' }, (_, body, done) =>
    done(null, body),
  );
  scope.setErrorHandler((error: { statusCode?: number }, _, reply) => {
    const status = error.statusCode ?? 500;
    const problem = status < 500 ? fail('badParams', reasonOf(status)).problem : fail('internal').problem;
    return reply.code(Math.min(status, 500)).send({ problem });
  });
  addFiledFiles(scope, files, asking);
  scope.get(DOCUMENT_PATH, { onRequest: asking.identify }, (request, reply) => {
    const documentId = idSchema.safeParse((request.params as Record<string, unknown>)['documentId']);
    if (!documentId.success) return refuse(reply, fail('badParams').problem);
    const document = files.readDocument(asking.bearerOf(request), documentId.data);
    return document.ok ? sendFile(reply, document.value) : refuse(reply, document.problem);
  });
  addRecogniser(scope, files, asking);
  for (const path of [...UPLOAD_PATHS, DOCUMENT_PATH, RECOGNISER_PATH]) {
    scope.options(path, (_, reply) => reply.code(204).send());
  }
}

type Asking = {
  /** Before anything of a body is read. */
  identify: (request: FastifyRequest, reply: FastifyReply) => Promise<unknown>;
  /** Of a request that has been identified. */
  bearerOf: (request: FastifyRequest) => Bearer;
};

function createAsking(files: AgentFiles): Asking {
  const bearers = new WeakMap<FastifyRequest, Bearer>();
  return {
    async identify(request, reply) {
      const bearer = await files.identify(tokenOf(request));
      if (!bearer.ok) return refuse(reply.header('connection', 'close'), bearer.problem);
      bearers.set(request, bearer.value);
      return undefined;
    },
    bearerOf(request) {
      const bearer = bearers.get(request);
      if (bearer === undefined) throw new Error('whoever gets here has been identified');
      return bearer;
    },
  };
}

type FiledKind = {
  readonly path: string;
  readonly maxBytes: number;
  readonly file: AgentFiles['fileStill'];
  readonly read: (
    ...asked: Parameters<AgentFiles['readStill']>
  ) => Promise<Result<{ readonly type: FileType; readonly content: Uint8Array }>>;
};

/** Stills and agreed files: sent to an address that names their hash, and had from there. */
function addFiledFiles(scope: FastifyInstance, files: AgentFiles, { identify, bearerOf }: Asking): void {
  const gate = createUploadGate();
  async function admit(request: FastifyRequest, reply: FastifyReply): Promise<unknown> {
    const leave = gate.enter(bearerOf(request).agentId);
    if (leave === null) return refuse(reply.header('connection', 'close'), fail('tooManyRequests').problem);
    reply.raw.once('close', leave);
    return undefined;
  }

  function addKind({ path, maxBytes, file, read }: FiledKind): void {
    const upload = { bodyLimit: maxBytes, onRequest: [identify, admit] };
    scope.put(path, upload, async (request, reply) => {
      const place = placeOf(request);
      const content = request.body;
      if (place === null || !(content instanceof Uint8Array)) return refuse(reply, fail('badParams').problem);
      if (createHash('sha256').update(content).digest('hex') !== place.sha256) {
        return refuse(reply, fail('badParams', 'sha256: not that of the bytes').problem);
      }
      const filed = await file(bearerOf(request), { ...place, content });
      return filed.ok ? reply.code(filed.value.isNew ? 201 : 200).send({}) : refuse(reply, filed.problem);
    });
    scope.get(path, { onRequest: identify }, async (request, reply) => {
      const place = placeOf(request);
      if (place === null) return refuse(reply, fail('badParams').problem);
      const found = await read(bearerOf(request), place.callId, place.sha256);
      return found.ok ? sendFile(reply, found.value) : refuse(reply, found.problem);
    });
  }
  addKind({
    path: STILL_PATH,
    maxBytes: MAX_STILL_BYTES,
    file: (agent, still) => files.fileStill(agent, still),
    read: (agent, callId, sha256) => files.readStill(agent, callId, sha256),
  });
  addKind({
    path: AGREED_PATH,
    maxBytes: MAX_AGREED_BYTES,
    file: (agent, file) => files.fileAgreed(agent, file),
    read: (agent, callId, sha256) => files.readAgreed(agent, callId, sha256),
  });
}

function addRecogniser(scope: FastifyInstance, files: AgentFiles, { identify }: Asking): void {
  scope.get(RECOGNISER_PATH, { onRequest: identify }, (request, reply) => {
    const sha256 = sha256Schema.safeParse((request.params as Record<string, unknown>)['sha256']);
    if (!sha256.success) return refuse(reply, fail('badParams').problem);
    const model = files.readRecogniser(sha256.data);
    if (!model.ok) return refuse(reply, model.problem);
    // The address names the bytes: whoever has them need not fetch them for the next check.
    return reply
      .header('cache-control', 'private, max-age=31536000, immutable')
      .header('content-disposition', 'attachment')
      .type('application/octet-stream')
      .send(model.value);
  });
}

function tokenOf({ headers }: FastifyRequest): string | null {
  return /^Bearer ([A-Za-z0-9_-]{1,200})$/.exec(headers.authorization ?? '')?.[1] ?? null;
}

function placeOf({ params }: FastifyRequest) {
  const { callId, sha256 } = params as Record<string, unknown>;
  const [call, hash] = [callIdSchema.safeParse(callId), sha256Schema.safeParse(sha256)];
  return call.success && hash.success ? { callId: call.data, sha256: hash.data } : null;
}

/** Kept by nobody on the way, and never shown as a page of ours. */
function sendFile(reply: FastifyReply, { type, content }: { type: FileType; content: Uint8Array }): FastifyReply {
  return reply
    .header('cache-control', 'no-store')
    .header('content-disposition', 'attachment')
    .type(MEDIA_TYPES[type])
    .send(content);
}

function refuse(reply: FastifyReply, problem: Problem): FastifyReply {
  return reply.code(STATUSES[problem.code] ?? 400).send({ problem });
}

function reasonOf(status: number): string {
  if (status === 413) return 'larger than allowed';
  return status === 415 ? `must be ${[...PICTURES, MEDIA_TYPES.pdf].join(', ')}` : 'not understood';
}
