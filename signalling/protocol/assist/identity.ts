// A check of who the customer is, as the two sides speak of it: asked, answered, what to do now, how it ended. The key that is
// lent for one template goes this way only, and nothing of it stands in what both sides share.
import * as z from 'zod/mini';
import { idSchema } from '../fields.ts';
import { checkKindSchema, firstPromptSchema, laterPromptSchema } from '../identity.ts';

/** What stands in the way of a good picture. */
export const guidanceSchema = z.enum([
  'nobody',
  'severalFaces',
  'comeCloser',
  'goBack',
  'tooDark',
  'tooBright',
  'againstLight',
  'blurred',
  'lookStraight',
]);
export type FaceGuidance = z.infer<typeof guidanceSchema>;

const MOST_PROMPTS = 8;
const promptNumberSchema = z.int().check(z.minimum(0), z.maximum(MOST_PROMPTS));

/** What the customer sees and hears while their face is looked at. */
export const checkScreenSchema = z.discriminatedUnion('name', [
  z.strictObject({ name: z.literal('starting') }),
  /** `guidance`: null when all is well. */
  z.strictObject({ name: z.literal('placing'), guidance: z.nullable(guidanceSchema) }),
  /** Between two prompts. */
  z.strictObject({ name: z.literal('straight'), index: promptNumberSchema, count: promptNumberSchema }),
  z.strictObject({
    name: z.literal('prompt'),
    prompt: z.enum([...firstPromptSchema.options, ...laterPromptSchema.options]),
    index: promptNumberSchema,
    count: promptNumberSchema,
    limitMs: z.int().check(z.minimum(500), z.maximum(60_000)),
  }),
  z.strictObject({ name: z.literal('looked') }),
]);
export type CheckScreen = z.infer<typeof checkScreenSchema>;

/** `otherWay`: rather not by the face · `noKey`: nothing was enrolled in this browser · `unable`: this browser cannot keep a key ·
 * `unsaid`: their yes did not reach the service. */
export const checkRefusalSchema = z.enum(['otherWay', 'noKey', 'unable', 'unsaid', 'withdrawn', 'stopped']);
export type CheckRefusal = z.infer<typeof checkRefusalSchema>;

/** How it ended, as far as the customer is told: never a verdict, which is the adviser's to give. */
export const checkEndSchema = z.enum(['done', 'enrolled', 'notSeen', 'stopped', 'notPossible', 'expired', 'waiting']);
export type CheckEnd = z.infer<typeof checkEndSchema>;

const askId = idSchema;
/** 32 bytes in base64. */
const keySchema = z.string().check(z.regex(/^[A-Za-z0-9+/]{43}=$/));

export const identityMessageSchemas = [
  z.strictObject({ kind: z.literal('identityAsked'), askId, purpose: checkKindSchema }),
  /** The customer has consented, at the server too. `camera`: what their system calls it. */
  z.strictObject({ kind: z.literal('identityAccepted'), askId, camera: z.string().check(z.maxLength(200)) }),
  z.strictObject({ kind: z.literal('identityRefused'), askId, reason: checkRefusalSchema }),
  z.strictObject({ kind: z.literal('identityKeyWanted'), askId, templateId: idSchema }),
  z.strictObject({ kind: z.literal('identityKeyLent'), askId, templateId: idSchema, key: keySchema }),
  z.strictObject({ kind: z.literal('identityShown'), askId, screen: checkScreenSchema }),
  z.strictObject({ kind: z.literal('identityEnded'), askId, end: checkEndSchema }),
] as const;
export type IdentityMessage = z.infer<(typeof identityMessageSchemas)[number]>;
