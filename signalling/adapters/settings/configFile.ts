// The routing rules out of a YAML file (JSON is YAML), or the built-in ones. Knows the file; knows no environment.
import { readFileSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { LineCounter, parseDocument } from 'yaml';
import { queueIdSchema } from '../../protocol/index.ts';
import type { CallTimings } from '../../domain/call/callEvents.ts';
import type { Queue, Queues } from '../../domain/queue/queue.ts';
import { DEFAULT_HEAD_STARTS } from '../../domain/queue/rank.ts';
import type { RoutingRules } from '../../domain/queue/routingRules.ts';
import type { AgentProfile } from '../../domain/queue/team.ts';
import { DEFAULT_POLICIES, type Policies } from '../../service/policies.ts';
import type { KeptSettings } from '../../service/ports/store.ts';
import { sentencesOf } from './configIssues.ts';
import { configSchema, identityOf, type Config } from './configSchema.ts';
import { readDocuments } from './documentFiles.ts';
import { readLinks } from './linkFile.ts';
import { readRecogniser } from './recogniserFile.ts';
import { readSealer } from './sealFiles.ts';

export const DEFAULT_TIMINGS: CallTimings = {
  ringTimeoutMs: 20_000,
  mediaDeadlineMs: 30_000,
  graceMs: 30_000,
  declineRestMs: 10_000,
};
export const DEFAULT_MAX_WAITING = 200;
/** Far more than the longest that the bounds of the schema allow for in practice. */
const MOST_BYTES = 4_000_000;

const GENERAL: Queue = {
  id: queueIdSchema.parse('general'),
  name: { en: 'General enquiries', fr: 'Questions générales' },
  reasons: [
    { id: 'answered', name: { en: 'Question answered', fr: 'Question résolue' } },
    { id: 'follow-up', name: { en: 'Needs a follow-up', fr: 'Suivi nécessaire' } },
    { id: 'other', name: { en: 'Other', fr: 'Autre' } },
  ],
  timings: DEFAULT_TIMINGS,
  maxWaiting: DEFAULT_MAX_WAITING,
};

export type ConfigResult =
  | {
      readonly ok: true;
      readonly rules: RoutingRules;
      readonly policies: Policies;
      /** As it was read; null for the built-in rules. */
      readonly kept: KeptSettings | null;
    }
  | { readonly ok: false; readonly sentences: readonly string[] };

export function queuesById(queues: readonly Queue[]): Queues {
  return new Map(queues.map((queue) => [queue.id, queue]));
}

/** Rules that know of no agents and no passes. */
export function plainRules(queues: Queues): RoutingRules {
  return { queues, headStarts: DEFAULT_HEAD_STARTS, profiles: new Map(), passes: new Map() };
}

/** Never throws: whatever is wrong with the file comes back as sentences, each with path and reason. */
export function readConfig(file: string | null): ConfigResult {
  if (file === null) {
    return { ok: true, rules: plainRules(queuesById([GENERAL])), policies: DEFAULT_POLICIES, kept: null };
  }
  const refuse = (what: readonly string[]): ConfigResult => ({
    ok: false,
    sentences: what.map((one) => `VISAVIS_CONFIG names ${file}, ${one}.`),
  });
  let text: string;
  try {
    if (statSync(file).size > MOST_BYTES) return refuse([`which is longer than ${MOST_BYTES} bytes`]);
    text = readFileSync(file, 'utf8');
  } catch {
    return refuse(['which cannot be read']);
  }
  const parsed = parseConfig(text, dirname(file));
  return parsed.ok ? parsed : refuse(parsed.sentences.map((sentence) => `where ${sentence}`));
}

/** As they were taken up last, out of the store: for a start without a file. */
export function readKeptConfig({ text, folder }: KeptSettings): ConfigResult {
  const parsed = parseConfig(text, folder);
  if (parsed.ok) return parsed;
  const sentences = parsed.sentences.map(
    (one) => `The settings kept in the store no longer fit: ${one}. Name a file with VISAVIS_CONFIG.`,
  );
  return { ok: false, sentences };
}

/** `folder`: where documents are named from; without one there can be none. */
export function parseConfig(text: string, folder: string | null = null): ConfigResult {
  const lineCounter = new LineCounter();
  const document = parseDocument(text, { lineCounter, prettyErrors: false });
  const [error] = document.errors;
  if (error !== undefined) {
    const { line, col } = lineCounter.linePos(error.pos[0]);
    return { ok: false, sentences: [`line ${line}, column ${col} is no YAML: ${firstLine(error.message)}`] };
  }
  let content: unknown;
  try {
    content = document.toJS({ maxAliasCount: 100 });
  } catch (cause) {
    return { ok: false, sentences: [`the aliases do not resolve: ${firstLine(String(cause))}`] };
  }
  const parsed = configSchema.safeParse(content, { reportInput: true });
  if (!parsed.success) return { ok: false, sentences: sentencesOf(parsed.error.issues) };
  const { retention, sessions, secondFactor, assist, identity, queues } = parsed.data;
  const read = readDocuments(queues, folder, assist.maxFileBytes);
  if (!read.ok) return { ok: false, sentences: read.sentences };
  const brought = readRecogniser(identity.recogniser, folder);
  if (!brought.ok) return { ok: false, sentences: [brought.sentence] };
  const sealing = readSealer(parsed.data.seal, folder);
  if (!sealing.ok) return { ok: false, sentences: [sealing.sentence] };
  const linking = readLinks(parsed.data.links, folder);
  if (!linking.ok) return { ok: false, sentences: [linking.sentence] };
  const { sealer } = sealing;
  const policies = {
    retention,
    sessions,
    secondFactor,
    assist,
    identity: identityOf(identity, brought.recogniser),
    documents: read.documents,
    earlier: new Map(
      queues.flatMap(({ id, handOver }) => (handOver === undefined ? [] : [[id, handOver.earlier] as const])),
    ),
    seals: new Map(queues.flatMap(({ id, seal }) => (seal && sealer !== null ? [[id, sealer] as const] : []))),
    links: linking.links,
    callsOfNetwork: parsed.data.callsOfNetwork,
    work: parsed.data.work,
    supervision: parsed.data.supervision,
    recogniser: brought.content,
  };
  return { ok: true, rules: rulesOf(parsed.data), policies, kept: { text, folder } };
}

function firstLine(text: string): string {
  return (text.split('\n')[0] ?? '').slice(0, 200);
}

function rulesOf({ routing, queues, agents, passes }: Config): RoutingRules {
  return {
    queues: queuesById(queues.map(toQueue)),
    headStarts: routing,
    profiles: new Map(
      agents.map(({ userName, queues: served, ...rest }): [string, AgentProfile] => [
        userName,
        { ...rest, queues: served ?? null },
      ]),
    ),
    passes: new Map(passes.map(({ code, tier }) => [code, { tier }])),
  };
}

function toQueue(config: Config['queues'][number]): Queue {
  const {
    documents: _documents,
    seal: _seal,
    handOver: _handOver,
    ringTimeoutMs,
    interruptReplyAfterMs,
    maxWaiting,
    hours,
    ...others
  } = config;
  const { overflow, closedMessage, wrapUpLimitMs, ...rest } = others;
  return {
    ...rest,
    timings: {
      ...DEFAULT_TIMINGS,
      ...(ringTimeoutMs === undefined ? {} : { ringTimeoutMs }),
      ...(interruptReplyAfterMs === undefined ? {} : { interruptReplyAfterMs }),
    },
    maxWaiting: maxWaiting ?? DEFAULT_MAX_WAITING,
    ...(hours === undefined ? {} : { hours }),
    ...(overflow === undefined ? {} : { overflow }),
    ...(closedMessage === undefined ? {} : { closedMessage }),
    ...(wrapUpLimitMs === undefined ? {} : { wrapUpLimitMs }),
  };
}
