// What the settings file may say, and within which bounds. Knows no file and no YAML.
import * as z from 'zod';
import {
  assistPolicySchema,
  callReasonSchema,
  CONSENT_TEXT_VERSION,
  earlierPolicySchema,
  idSchema,
  MAX_PREPARED,
  MAX_QUESTIONS,
  MOST_WORK_BITS,
  ownRecogniserSchema,
  queueIdSchema,
  roleSchema,
  sha256Schema,
  thresholdsSchema,
  userNameSchema,
  wordsSchema,
  type IdentityPolicy,
  type OwnRecogniser,
} from '../../protocol/index.ts';
import { MOST_IN_HAND } from '../../domain/agent/tasks.ts';
import { isTimeZone, WEEKDAYS, type OpenWindow } from '../../domain/queue/openingHours.ts';
import { DEFAULT_COUNTDOWN_MS } from '../../domain/call/callEvents.ts';
import { DEFAULT_MAX_CALLS_PER_MINUTE, DEFAULT_SERVICE_LEVEL_MS } from '../../domain/queue/queue.ts';
import { DEFAULT_HEAD_STARTS, MOST_TIER } from '../../domain/queue/rank.ts';
import { DEFAULT_ASSIST, DEFAULT_IDENTITY, DEFAULT_RETENTION, DEFAULT_SUPERVISION } from '../../service/policies.ts';
import { DEFAULT_CALL_BOUNDS } from '../../service/callBounds.ts';
import { DEFAULT_WORK } from '../../service/work/workNeeded.ts';
import { DEFAULT_SESSION_RULES, type SessionRules } from '../../service/session/sessionRules.ts';
import { contradictions, quoted } from './configContradictions.ts';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const durationMs = (lowest: number, highest: number) => z.int().min(lowest).max(highest);

const skillName = z
  .string()
  .regex(
    /^[a-z][a-z0-9-]{0,31}$/,
    'must be a skill: a small letter, then small letters, digits and hyphens, at most 32',
  );
const skillsSchema = z.record(skillName, z.int().min(1).max(10));
const fewSkills = skillsSchema.refine((skills) => Object.keys(skills).length <= 50, 'must have at most 50 skills');

const WINDOW = /^([01]\d|2[0-3]):([0-5]\d)-([01]\d|2[0-4]):([0-5]\d)$/;

const windowSchema = z.string().transform((text, context): OpenWindow => {
  const parts = WINDOW.exec(text)?.slice(1).map(Number);
  const [fromHour = 0, fromRest = 0, toHour = 0, toRest = 0] = parts ?? [];
  const opens = { fromMinute: fromHour * 60 + fromRest, toMinute: toHour * 60 + toRest };
  const complain = (what: string): void => context.addIssue({ code: 'custom', message: `${quoted(text)} ${what}` });
  if (parts === undefined || opens.toMinute > 1440) complain('is no window such as "09:00-12:30"');
  else if (opens.fromMinute >= opens.toMinute) {
    complain('ends before it begins: a window does not pass midnight, write two');
  }
  return opens;
});

const holidaySchema = z
  .string()
  .refine(isDate, { error: ({ input }) => `${quoted(input)} is no date such as "2026-12-25"` });

function isDate(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
  const atMs = Date.parse(`${text}T00:00:00Z`);
  return !Number.isNaN(atMs) && new Date(atMs).toISOString().startsWith(text);
}

const windows = z.array(windowSchema).max(10);
const hoursSchema = z.strictObject({
  timeZone: z
    .string()
    .max(64)
    .refine(isTimeZone, { error: ({ input }) => `${quoted(input)} is no time zone` }),
  week: z.strictObject(Object.fromEntries(WEEKDAYS.map((day) => [day, windows.optional()]))),
  holidays: z.array(holidaySchema).max(400).default([]),
});

const documentSchema = z.strictObject({
  id: idSchema,
  name: wordsSchema,
  /** Below the folder of the settings file. */
  file: z.string().min(1).max(500),
});

export const queueSchema = z.strictObject({
  id: queueIdSchema,
  name: wordsSchema,
  reasons: z.array(callReasonSchema).min(1).max(100),
  ringTimeoutMs: durationMs(1000, 600_000).optional(),
  maxWaiting: z.int().min(1).max(10_000).optional(),
  maxCallsPerMinute: z.int().min(1).max(100_000).default(DEFAULT_MAX_CALLS_PER_MINUTE),
  tier: z.int().min(0).max(MOST_TIER).default(0),
  skills: fewSkills.default({}),
  overflow: z.strictObject({ to: queueIdSchema, afterMs: durationMs(0, DAY_MS) }).optional(),
  hours: hoursSchema.optional(),
  closedMessage: z.optional(wordsSchema),
  wrapUpLimitMs: durationMs(10_000, HOUR_MS).optional(),
  serviceLevelMs: durationMs(1000, HOUR_MS).default(DEFAULT_SERVICE_LEVEL_MS),
  exemptFromShield: z.boolean().default(false),
  interruptReplyAfterMs: durationMs(1000, DAY_MS).optional(),
  interruptCountdownMs: durationMs(1000, 9000).default(DEFAULT_COUNTDOWN_MS),
  documents: z.array(documentSchema).max(MAX_PREPARED).default([]),
  /** What becomes of what was written and shown before a call that was handed on came here. */
  handOver: z.strictObject({ earlier: z.enum(earlierPolicySchema.options) }).optional(),
  /** What is agreed here gets the organisation's seal. */
  seal: z.boolean().default(false),
  /** Calls come only with a signed link. */
  linkNeeded: z.boolean().default(false),
});

/** Nobody talks with two at once: what rings beside a call interrupts nothing, and answering it puts the other on hold. */
const callChannel = z
  .strictObject({ capacity: z.int().min(0).max(MOST_IN_HAND).default(1), interruptibleBy: z.tuple([]).default([]) })
  .default(plainChannel());
const replyChannel = z
  .strictObject({
    capacity: z.int().min(0).max(20).default(1),
    interruptibleBy: z
      .array(z.enum(['voice', 'video']))
      .max(2)
      .default([]),
  })
  .default({ capacity: 1, interruptibleBy: [] });

function plainChannel(): { capacity: number; interruptibleBy: [] } {
  return { capacity: 1, interruptibleBy: [] };
}

const agentSchema = z.strictObject({
  userName: userNameSchema,
  skills: fewSkills.default({}),
  /** Absent: all. */
  queues: z.array(queueIdSchema).max(200).optional(),
  servesPriority: z.boolean().default(false),
  channels: z
    .strictObject({ voice: callChannel, video: callChannel, reply: replyChannel })
    .default({ voice: plainChannel(), video: plainChannel(), reply: { capacity: 1, interruptibleBy: [] } }),
});

const passSchema = z.strictObject({
  code: z.string().regex(/^[A-Za-z0-9_-]{16,128}$/, 'must be 16 to 128 letters, digits, hyphens and underscores'),
  tier: z.literal('priority'),
});

const routingSchema = z.strictObject({
  tierHeadStartMs: durationMs(0, HOUR_MS).default(DEFAULT_HEAD_STARTS.tierHeadStartMs),
  priorityHeadStartMs: durationMs(0, HOUR_MS).default(DEFAULT_HEAD_STARTS.priorityHeadStartMs),
});

const days = z.int().min(1).max(3650);
const retentionSchema = z.strictObject({
  callsDays: days.default(DEFAULT_RETENTION.callsDays),
  shieldsDays: days.default(DEFAULT_RETENTION.shieldsDays),
  auditDays: days.default(DEFAULT_RETENTION.auditDays),
  entriesDays: days.default(DEFAULT_RETENTION.entriesDays),
  stillsDays: days.default(DEFAULT_RETENTION.stillsDays),
  agreementsDays: z.int().min(0).max(3650).default(DEFAULT_RETENTION.agreementsDays),
});

const sessionsSchema = z
  .strictObject({ idleHours: z.int().min(1).max(168), maxDays: z.int().min(1).max(90) })
  .partial()
  .transform(({ idleHours, maxDays }): SessionRules => ({
    idleMs: idleHours === undefined ? DEFAULT_SESSION_RULES.idleMs : idleHours * HOUR_MS,
    maxMs: maxDays === undefined ? DEFAULT_SESSION_RULES.maxMs : maxDays * DAY_MS,
  }));

/** Which accounts must have a second factor, by their role. */
const secondFactorSchema = z.strictObject({
  requiredFor: z.array(z.enum(roleSchema.options)).max(2).default([]),
});

const { maxFileBytes, customerFiles, recordChat } = assistPolicySchema.shape;
const assistSchema = z.strictObject({
  maxFileBytes: z._default(maxFileBytes, DEFAULT_ASSIST.maxFileBytes),
  customerFiles: z._default(customerFiles, DEFAULT_ASSIST.customerFiles),
  recordChat: z._default(recordChat, DEFAULT_ASSIST.recordChat),
});

const supervisionSchema = z.strictObject({
  agentsAreTold: z.boolean().default(DEFAULT_SUPERVISION.agentsAreTold),
  customersAreTold: z.boolean().default(DEFAULT_SUPERVISION.customersAreTold),
});

const sealSchema = z.strictObject({
  /** PEM, below the folder of the settings file: the seal's own certificate first, then those up to its root. */
  certificate: z.string().min(1).max(500),
  /** PEM, below the folder of the settings file. */
  key: z.string().min(1).max(500),
  /** A time-stamping authority (RFC 3161). */
  timestampUrl: z
    .url({ protocol: /^https?$/ })
    .max(500)
    .optional(),
});

const linksSchema = z
  .strictObject({
    /** Below the folder of the settings file: one secret a line. The first signs; the second, of before, is still good. */
    secrets: z.string().min(1).max(500).optional(),
    /** Below the folder of the settings file: one or two public keys (Ed25519, PEM). Whoever has the private one makes links. */
    publicKeys: z.string().min(1).max(500).optional(),
  })
  .refine((links) => links.secrets !== undefined || links.publicKeys !== undefined, 'needs secrets or publicKeys');

const callsOfNetworkSchema = z.strictObject({
  perMinute: z.int().min(1).max(100_000).default(DEFAULT_CALL_BOUNDS.perMinute),
  atOnce: z.int().min(1).max(100_000).default(DEFAULT_CALL_BOUNDS.atOnce),
});

const workSchema = z.strictObject({
  networkCalls: z.int().min(1).max(100_000).default(DEFAULT_WORK.networkCalls),
  queueShare: z.number().min(0.01).max(1).default(DEFAULT_WORK.queueShare),
  mostBits: z.int().min(0).max(MOST_WORK_BITS).default(DEFAULT_WORK.mostBits),
});

/** As it is written; `identityOf` says what it means. */
const identitySchema = z.strictObject({
  enabled: z.boolean().default(DEFAULT_IDENTITY.isOn),
  templateDays: days.default(DEFAULT_IDENTITY.templateDays),
  recordDays: days.default(DEFAULT_IDENTITY.recordDays),
  strict: z.boolean().default(DEFAULT_IDENTITY.isStrict),
  questions: z.array(wordsSchema).max(MAX_QUESTIONS).default([]),
  code: z.boolean().default(true),
  recogniser: z
    .strictObject({
      /** Below the folder of the settings file. */
      file: z.string().min(1).max(500),
      sha256: sha256Schema,
      name: z
        .string()
        .regex(/^[A-Za-z0-9._-]{1,40}$/, 'must be 1 to 40 letters, digits, dots, hyphens and underscores'),
      thresholds: thresholdsSchema,
      pixels: ownRecogniserSchema.shape.pixels,
    })
    .optional(),
});

/** `recogniser`: as its file was found to be. */
export function identityOf(
  { enabled, templateDays, recordDays, strict, questions, code }: Config['identity'],
  recogniser: OwnRecogniser | null,
): IdentityPolicy {
  return {
    isOn: enabled,
    textVersion: CONSENT_TEXT_VERSION,
    templateDays,
    recordDays,
    isStrict: strict,
    recogniser,
    ways: [
      ...(questions.length > 0 ? [{ kind: 'questions', questions } as const] : []),
      ...(code ? [{ kind: 'code' } as const] : []),
    ],
  };
}

export const configSchema = z
  .strictObject({
    routing: routingSchema.default({ ...DEFAULT_HEAD_STARTS }),
    queues: z.array(queueSchema).min(1).max(200),
    agents: z.array(agentSchema).max(10_000).default([]),
    passes: z.array(passSchema).max(10_000).default([]),
    retention: retentionSchema.default(DEFAULT_RETENTION),
    sessions: sessionsSchema.default(DEFAULT_SESSION_RULES),
    secondFactor: secondFactorSchema.prefault({}),
    assist: assistSchema.default(DEFAULT_ASSIST),
    identity: identitySchema.prefault({}),
    supervision: supervisionSchema.default(DEFAULT_SUPERVISION),
    seal: sealSchema.optional(),
    links: linksSchema.optional(),
    callsOfNetwork: callsOfNetworkSchema.default(DEFAULT_CALL_BOUNDS),
    work: workSchema.default(DEFAULT_WORK),
  })
  .superRefine((config, context) => {
    for (const { path, message } of contradictions(config))
      context.addIssue({ code: 'custom', path: [...path], message });
  });

export type Config = z.infer<typeof configSchema>;
