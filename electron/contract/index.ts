// The host boundary: what the agent's page may ask of the native shell, and what the shell tells it. A leaf.
import * as z from 'zod/mini';
import { heldCauseSchema, mailKindSchema } from './cti.ts';
import { SCREEN_CALLS, SCREEN_NOTICES } from './screens.ts';

export const hostStatusSchema = z.enum([
  'signedOut',
  'available',
  'away',
  'ringing',
  'inCall',
  'wrapUp',
  'held',
  'offline',
]);
export type HostStatus = z.infer<typeof hostStatusSchema>;

/** How the writing of one mail ended: the draft's own outcome, or why the app let go of it. */
export const replyEndingSchema = z.enum([
  'sent',
  'queued',
  'saved',
  'discarded',
  'untouched',
  'idle',
  'sendHung',
  'ceiling',
  'dismissed',
  'locked',
  'lost',
]);
export type ReplyEnding = z.infer<typeof replyEndingSchema>;

const activityId = z.string().check(z.regex(/^[A-Za-z0-9_-]{1,64}$/));

/** A mail being written, as one lease that the server is to hold. Ages instead of times: the two clocks may differ. */
export const hostReplySchema = z.strictObject({
  activityId,
  /** The mail program, as in its `hello`. */
  source: z.string().check(z.regex(/^[A-Za-z][A-Za-z0-9._-]{0,31}$/)),
  kind: mailKindSchema,
  openForMs: z.int().check(z.minimum(0)),
  inputAgoMs: z.int().check(z.minimum(0)),
});
export type HostMailReply = z.infer<typeof hostReplySchema>;

const shortText = z.string().check(z.minLength(1), z.maxLength(200));
const empty = z.strictObject({});

/** Every host call: parameters and result. Main's handler record is typed by it, so a missing handler does not compile. */
export const HOST_CALLS = {
  /** What the page needs to know before it draws anything. */
  'app.describe': {
    params: empty,
    result: z.strictObject({
      version: shortText,
      platform: z.enum(['linux', 'darwin', 'win32']),
      /** Origin of the signalling server, for example `http://127.0.0.1:7788`. */
      serverOrigin: z.string().check(z.regex(/^https?:\/\/[^/\s]+$/), z.maxLength(300)),
      /** The system's preferred language, or what the organisation prefers, BCP 47. */
      systemLanguage: shortText,
      /** The organisation has decided on it: nobody may choose another. */
      languageIsFixed: z.boolean(),
      /** False where the desktop cannot show notifications. */
      notifications: z.boolean(),
    }),
  },
  /** Shows a notification and flashes the task bar. Never takes the keyboard focus. */
  'attention.raise': { params: z.strictObject({ title: shortText, body: shortText }), result: empty },
  /** Ends what `attention.raise` began. */
  'attention.clear': { params: empty, result: empty },
  /** What the tray icon and its tooltip say. `label` is in the agent's language. */
  'tray.setStatus': { params: z.strictObject({ status: hostStatusSchema, label: shortText }), result: empty },
  /** Links that arrived before the page was listening. */
  'links.takePending': {
    params: empty,
    result: z.strictObject({ links: z.array(z.lazy(() => linkSchema)).check(z.maxLength(10)) }),
  },
  /** Opens a web page in the person's browser. The page has told them where it leads, and they wanted it. */
  'links.openOutside': {
    params: z.strictObject({ url: z.string().check(z.maxLength(2000), z.regex(/^https?:\/\/[^\s/@]+([/?#]\S*)?$/i)) }),
    result: empty,
  },
  /** The mails being written that shield right now. */
  'replies.list': {
    params: empty,
    result: z.strictObject({ replies: z.array(hostReplySchema).check(z.maxLength(256)) }),
  },
  /** What the server has acknowledged: mail programs are told. */
  'replies.setHeld': { params: z.strictObject({ callsHeld: z.boolean(), cause: heldCauseSchema }), result: empty },
  /** The agent wants calls in spite of the mails open now; each stays dismissed until it is closed. */
  'replies.takeCalls': { params: empty, result: empty },
  ...SCREEN_CALLS,
} as const;

/** A link that opened the app. A `dial` link is only ever acted on after the agent confirms it. */
export const linkSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('open') }),
  z.strictObject({ kind: z.literal('dial'), number: z.string().check(z.regex(/^\+?[0-9*#]{2,20}$/)) }),
]);
export type HostLink = z.infer<typeof linkSchema>;

export const HOST_NOTICES = {
  'link.opened': linkSchema,
  /** The person clicked the notification or the tray. */
  'attention.clicked': empty,
  /** The machine woke up: connections may have died unnoticed. */
  'power.resumed': empty,
  /** A mail began to shield. */
  'reply.begun': hostReplySchema,
  /** Sent every heartbeat for each mail that shields: the lease is to be renewed. */
  'reply.renewed': z.strictObject({ activityId, inputAgoMs: z.int().check(z.minimum(0)) }),
  'reply.ended': z.strictObject({ activityId, how: replyEndingSchema }),
  ...SCREEN_NOTICES,
} as const;

export type HostCall = keyof typeof HOST_CALLS;
export type HostParams<C extends HostCall> = z.infer<(typeof HOST_CALLS)[C]['params']>;
export type HostResult<C extends HostCall> = z.infer<(typeof HOST_CALLS)[C]['result']>;
export type HostNotice = keyof typeof HOST_NOTICES;
export type HostNoticePayload<N extends HostNotice> = z.infer<(typeof HOST_NOTICES)[N]>;

/** `unknownCall`, `badParams`, `foreignSender`: the page's fault. `failed`: the shell could not do it. */
export type HostProblemCode = 'unknownCall' | 'badParams' | 'foreignSender' | 'failed';
export type HostReply<T> = { ok: true; value: T } | { ok: false; code: HostProblemCode; message: string };

/** What a page sees of the machine it runs on. Implemented by Electron's preload and by the browser host. */
export type HostPort = {
  call<C extends HostCall>(name: C, params: HostParams<C>): Promise<HostReply<HostResult<C>>>;
  /** Returns the function that stops listening. */
  on<N extends HostNotice>(name: N, listener: (payload: HostNoticePayload<N>) => void): () => void;
};
