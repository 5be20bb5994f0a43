// Who a customer is, as far as they agree to be known by their face: consent, sealed templates and what became of each check.
// No request of an agent names a customer: they are told of the one in the call that they have answered, and of nobody else.
// No message carries a descriptor, a likeness or a picture.
import * as z from 'zod/mini';
import { addedField } from './capabilities.ts';
import {
  callIdSchema,
  emptySchema,
  epochMsSchema,
  idSchema,
  languageSchema,
  personNameSchema,
  wordsSchema,
} from './fields.ts';
import { sha256Schema } from './transcriptEntry.ts';

/** Of the words that customers read before they say yes. Another when what they mean has changed. */
export const CONSENT_TEXT_VERSION = '2026-11';

/** Derived from the customer's key in their browser: 16 bytes in base64url. */
export const customerIdSchema = z.pipe(
  z.string().check(z.regex(/^[A-Za-z0-9_-]{22}$/)),
  z.transform((value) => value as CustomerId),
);
declare const brand: unique symbol;
export type CustomerId = string & { readonly [brand]: 'CustomerId' };

const textVersionSchema = z.string().check(z.minLength(1), z.maxLength(20), z.regex(/^[0-9a-z.-]+$/));
/** 32 bytes in base64url. */
const withdrawalTokenSchema = z.string().check(z.regex(/^[A-Za-z0-9_-]{43}$/));
/** An Ed25519 public key (RFC 8032): 32 bytes in base64url. */
const possessionKeySchema = z.string().check(z.regex(/^[A-Za-z0-9_-]{43}$/));
/** Drawn anew for each consent: 32 bytes in base64url. */
const consentNonceSchema = z.string().check(z.regex(/^[A-Za-z0-9_-]{43}$/));
/** 64 bytes in base64url. */
const signatureSchema = z.string().check(z.regex(/^[A-Za-z0-9_-]{86}$/));
/** Shows that the page holds the customer's key now: both are derived from it, and only the public half stays at the server. */
export const possessionProofSchema = z.strictObject({ publicKey: possessionKeySchema, signature: signatureSchema });
export type PossessionProof = z.infer<typeof possessionProofSchema>;

const modelSchema = z.string().check(z.maxLength(80), z.regex(/^[A-Za-z0-9./_-]*$/));
const daysSchema = z.int().check(z.minimum(1), z.maximum(3650));

/** 12 bytes, as AES-GCM wants them (NIST SP 800-38D). */
const nonceSchema = z.string().check(z.regex(/^[A-Za-z0-9+/]{16}$/));
/** At most 2048 numbers and the seal, in base64. */
export const MAX_SEALED_BASE64 = 11_000;
const sealedSchema = z
  .string()
  .check(
    z.minLength(24),
    z.maxLength(MAX_SEALED_BASE64),
    z.regex(/^(?:[A-Za-z0-9+/]{4})+(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/),
  );

export const proofSchema = z.enum([
  'passport',
  'identityCard',
  'residencePermit',
  'drivingLicence',
  'knownInPerson',
  'other',
]);
export type ProofOfIdentity = z.infer<typeof proofSchema>;
/** The organisation's own number of the customer. */
export const referenceSchema = z.string().check(z.trim(), z.minLength(1), z.maxLength(64));

/** What the agent saw when the face was enrolled. */
export const enrolmentFactsSchema = z.strictObject({
  name: personNameSchema,
  proof: proofSchema,
  reference: z.nullable(referenceSchema),
  enrolledAtMs: epochMsSchema,
});
export type EnrolmentFacts = z.infer<typeof enrolmentFactsSchema>;

const templateFactsFields = { templateId: idSchema, createdAtMs: epochMsSchema, expiresAtMs: epochMsSchema };
export const sealedTemplateSchema = z.strictObject({
  ...templateFactsFields,
  model: modelSchema,
  nonce: nonceSchema,
  sealed: sealedSchema,
});

const cosineSchema = z.number().check(z.minimum(-1), z.maximum(1));
/** Of the cosine between two descriptors, and so each model’s own. */
export const thresholdsSchema = z
  .strictObject({
    /** From here on a match. */
    match: cosineSchema,
    /** From here on, and below `match`, nothing can be said. */
    inconclusive: cosineSchema,
    /** Where policy asks for more: from here on a match. */
    strict: cosineSchema,
    /** Pictures of one face in one call are at least so like the average of those before. */
    continuous: cosineSchema,
  })
  .check(
    z.refine(({ match, inconclusive, strict }) => inconclusive <= match && match <= strict, {
      error: 'must rise: inconclusive, match, strict',
      path: ['match'],
    }),
  );
export type Thresholds = z.infer<typeof thresholdsSchema>;

/** Larger ones are for servers, not for the machines on which faces are read. */
export const MAX_RECOGNISER_BYTES = 300_000_000;
/** A model that the organisation brings: ONNX, faces of 112 × 112 in, one descriptor out. */
export const ownRecogniserSchema = z.strictObject({
  /** Stands in templates: descriptors of different models cannot be compared. */
  model: z.string().check(z.minLength(1), z.maxLength(80), z.regex(/^[A-Za-z0-9./_-]*$/)),
  /** Of the file that is fetched from the service. */
  sha256: sha256Schema,
  bytes: z.int().check(z.minimum(1), z.maximum(MAX_RECOGNISER_BYTES)),
  thresholds: thresholdsSchema,
  /** What it was trained on: (value − mean) / divisor, of 0 to 255, in this order. */
  pixels: z.strictObject({
    order: z.enum(['rgb', 'bgr']),
    mean: z.number().check(z.minimum(0), z.maximum(255)),
    divisor: z.number().check(z.minimum(0.001), z.maximum(255)),
  }),
});
export type OwnRecogniser = z.infer<typeof ownRecogniserSchema>;

export const wayKindSchema = z.enum(['questions', 'code', 'document']);
export type WayKind = z.infer<typeof wayKindSchema>;
export const MAX_QUESTIONS = 20;

export const identityPolicySchema = z.strictObject({
  /** Whether faces may be checked here at all. */
  isOn: z.boolean(),
  textVersion: textVersionSchema,
  /** A template is erased after so many days. */
  templateDays: daysSchema,
  /** That a check was made stays on record for so many days. */
  recordDays: daysSchema,
  isStrict: z.boolean(),
  /** Null: the one that comes with the app. For agents only. */
  recogniser: z.nullable(ownRecogniserSchema),
  ways: z
    .array(
      z.discriminatedUnion('kind', [
        z.strictObject({
          kind: z.literal('questions'),
          questions: z.array(wordsSchema).check(z.minLength(1), z.maxLength(MAX_QUESTIONS)),
        }),
        z.strictObject({ kind: z.literal('code') }),
      ]),
    )
    .check(z.maxLength(2)),
});
export type IdentityPolicy = z.infer<typeof identityPolicySchema>;

/** `verify`: are you who you were · `enrol`: so that we know you the next time. */
export const checkKindSchema = z.enum(['verify', 'enrol']);
export type CheckKind = z.infer<typeof checkKindSchema>;
/** Those of the first release: apps and services of it refuse any other. */
export const firstPromptSchema = z.enum(['turnLeft', 'turnRight', 'blink', 'comeCloser']);
/** Asked only where the customer's page and the service have said that they know them: `mouthPrompts`. */
export const laterPromptSchema = z.enum(['openMouth', 'smile']);
export type FacePrompt = z.infer<typeof firstPromptSchema> | z.infer<typeof laterPromptSchema>;
const stepResultSchema = z.enum([
  'passed',
  'tooSlow',
  'otherMovement',
  'flat',
  'nobody',
  'severalFaces',
  'otherPerson',
  'unfinished',
]);
export type CheckStep = { readonly prompt: FacePrompt; readonly result: z.infer<typeof stepResultSchema> };
const MOST_STEPS = 8;
export const checkHintSchema = z.enum([
  'frozen',
  'switched',
  'virtualCamera',
  'sizeChanged',
  'regularTimes',
  'otherPerson',
  /** An enrolment, of a face that is not for certain the one that was enrolled before. */
  'unlikeEarlier',
]);
/** Told only to who knows it: `screenHint`. `screen`: fine stripes over the face, as a camera sees them on a screen. */
export const laterHintSchema = z.enum(['screen']);
export type CheckHint = z.infer<typeof checkHintSchema> | z.infer<typeof laterHintSchema>;
export const livenessSchema = z.enum(['passed', 'failed', 'unfinished']);
export const checkOutcomeSchema = z.enum([
  'match',
  'inconclusive',
  'noMatch',
  'notCompared',
  'enrolled',
  'stoppedByCustomer',
  'stoppedByAgent',
  'cutOff',
]);
export type CheckOutcome = z.infer<typeof checkOutcomeSchema>;

const whatWasSeen = {
  model: modelSchema,
  liveness: livenessSchema,
  /** In their order, without those of `laterSteps`. */
  steps: z
    .array(z.strictObject({ prompt: firstPromptSchema, result: stepResultSchema }))
    .check(z.maxLength(MOST_STEPS)),
  /** `at`: which of all steps it was, from 0 on. */
  laterSteps: addedField(
    'mouthPrompts',
    z
      .array(
        z.strictObject({
          at: z.int().check(z.minimum(0), z.maximum(MOST_STEPS - 1)),
          prompt: laterPromptSchema,
          result: stepResultSchema,
        }),
      )
      .check(z.maxLength(MOST_STEPS)),
  ),
  outcome: checkOutcomeSchema,
  hints: z.array(checkHintSchema).check(z.maxLength(8)),
  laterHints: addedField('screenHint', z.array(laterHintSchema).check(z.maxLength(8))),
};
const decisionFields = {
  decision: z.enum(['accepted', 'notAccepted', 'otherWay']),
  /** By which other way. */
  way: z.optional(wayKindSchema),
};
const decisionSchema = z.strictObject(decisionFields);
export type CheckDecision = z.infer<typeof decisionSchema>;

/** What is on record of a check: who asked, what was consented to, what came of it and what was decided. No biometrics. */
export const recordedCheckSchema = z.strictObject({
  checkId: idSchema,
  /** `otherWay`: identified without the face. */
  kind: z.enum(['verify', 'enrol', 'otherWay']),
  atMs: epochMsSchema,
  consentVersion: z.nullable(textVersionSchema),
  /** An enrolment became the customer's template. */
  isFiled: z.boolean(),
  /** Null until it is finished. */
  seen: z.nullable(z.strictObject(whatWasSeen)),
  decision: z.nullable(decisionSchema),
});
export type RecordedCheck = z.infer<typeof recordedCheckSchema>;

/** How long the nonce of a consent is good. */
export const CONSENT_NONCE_MS = 2 * 60 * 1000;

export type ConsentFacts = {
  readonly nonce: string;
  readonly callId: string;
  readonly customerId: string;
  readonly textVersion: string;
  readonly withdrawalHash: string;
};

/** What is signed: this consent, in this call, and nothing else. None of the parts can hold a line's end. */
export function consentText({ nonce, callId, customerId, textVersion, withdrawalHash }: ConsentFacts): string {
  return ['visavis consent 1', nonce, callId, customerId, textVersion, withdrawalHash].join('\n');
}

/** How often one call takes a consent. */
export const MAX_CONSENTS = 20;
/** How many checks one call's record takes. */
export const MAX_CHECKS = 100;
export const triesLeftSchema = z.int().check(z.minimum(0), z.maximum(100));

export const identityRequests = {
  'identity.policy': { params: emptySchema, result: identityPolicySchema },
  /** A nonce to answer with the next `identity.consent` of this call. It is good once and for `CONSENT_NONCE_MS`; a newer one cancels it. */
  'identity.challenge': { params: emptySchema, result: z.strictObject({ nonce: consentNonceSchema }) },
  /** `withdrawalHash`: SHA-256 of what only the customer's browser can know; with it they take back what they consent to. */
  'identity.consent': {
    params: z.strictObject({
      customerId: customerIdSchema,
      textVersion: textVersionSchema,
      locale: languageSchema,
      withdrawalHash: sha256Schema,
      /** Signs `consentText` of the nonce that `identity.challenge` gave. */
      proof: addedField('unknownFields', possessionProofSchema),
      /**
       * What `withdrawalHash` is of: how customers who consented before there were challenges show that they hold their key, until a
       * consent of theirs brings a `proof` as well.
       */
      possession: z.optional(withdrawalTokenSchema),
    }),
    result: z.strictObject({ isEnrolled: z.boolean() }),
  },
  /** Erases the template, and ends the consent of any call. */
  'identity.withdraw': {
    params: z.strictObject({ customerId: customerIdSchema, withdrawalToken: withdrawalTokenSchema }),
    result: emptySchema,
  },
  /** Of which templates the check that an agent has begun in this call needs the keys: the page lends no others. */
  'identity.wantedKeys': {
    params: emptySchema,
    result: z.strictObject({
      check: z.nullable(
        z.strictObject({ kind: checkKindSchema, templateIds: z.array(idSchema).check(z.minLength(1), z.maxLength(2)) }),
      ),
    }),
  },
  'identity.begin': {
    params: z.strictObject({ callId: callIdSchema, kind: checkKindSchema }),
    result: z.strictObject({
      checkId: idSchema,
      /** From which the order of prompts is drawn. */
      seed: z.int().check(z.minimum(0), z.maximum(0xffff_ffff)),
      customerId: customerIdSchema,
      isStrict: z.boolean(),
      triesLeft: triesLeftSchema,
      /** To compare with: of the customer in this call. To enrol, the earlier one, if there is one. */
      template: z.nullable(sealedTemplateSchema),
      enrolment: z.nullable(enrolmentFactsSchema),
      /** What a new template is bound to. */
      toFile: z.nullable(z.strictObject(templateFactsFields)),
    }),
  },
  'identity.finish': {
    params: z.strictObject({ callId: callIdSchema, checkId: idSchema, ...whatWasSeen }),
    result: z.strictObject({ triesLeft: triesLeftSchema }),
  },
  'identity.fileTemplate': {
    params: z.strictObject({
      callId: callIdSchema,
      checkId: idSchema,
      model: modelSchema,
      nonce: nonceSchema,
      sealed: sealedSchema,
      name: personNameSchema,
      proof: proofSchema,
      reference: z.optional(referenceSchema),
    }),
    result: z.strictObject({ expiresAtMs: epochMsSchema }),
  },
  /** `checkId` null: the customer was identified in another way, without a check. */
  'identity.decide': {
    params: z.strictObject({ callId: callIdSchema, checkId: z.nullable(idSchema), ...decisionFields }),
    result: emptySchema,
  },
  'identity.records': {
    params: z.strictObject({ callId: callIdSchema }),
    result: z.strictObject({ checks: z.array(recordedCheckSchema).check(z.maxLength(MAX_CHECKS)) }),
  },
} as const;
