// identity.begin: a check of the customer in the agent's call, who has consented in it. What comes back is theirs alone.
import {
  fail,
  MAX_CHECKS,
  ok,
  type AgentId,
  type CallId,
  type Params,
  type RequestResult,
  type Result,
} from '../../../protocol/index.ts';
import { isTalkingIn } from '../../identity/checkedCall.ts';
import { triesOf } from '../../identity/triesOf.ts';
import type { Consent, IdentityCheck, StoredTemplate } from '../../ports/identityStore.ts';
import type { Service } from '../../service.ts';
import type { Handler } from '../handler.ts';

const DAY_MS = 24 * 60 * 60 * 1000;

type Begun = RequestResult<'identity.begin'>;

export const beginCheck: Handler<'identity.begin'> = {
  from: 'signedInAgent',
  answer: async ({ callId, kind }, { agentId }, service) => {
    if (!isTalkingIn(callId, agentId, service)) return fail('callNotFound');
    const { policies, store } = service;
    if (!policies.current.identity.isOn) return fail('identityOff');
    const consent = await store.findConsent(callId);
    if (consent === null || consent.withdrawnAtMs !== null) return fail('consentMissing');
    if ((await store.checksOfCall(callId)).length >= MAX_CHECKS) return fail('recordFull');
    const { waitMs } = await triesOf(consent.customerId, service);
    if (waitMs > 0) return fail('tooManyTries', 'five failed tries in a row', waitMs);
    const template = await templateFor(kind, consent, service);
    if (!template.ok) return template;
    return begin({ callId, agentId, kind, consent, template: template.value }, service);
  },
};

/** To enrol, there may be an earlier one. An expired template is erased the moment it is asked for to verify. */
async function templateFor(
  kind: Params<'identity.begin'>['kind'],
  { customerId }: Consent,
  { store, clock }: Service,
): Promise<Result<StoredTemplate | null>> {
  const template = await store.findTemplate(customerId);
  const nowMs = clock.nowMs();
  if (template !== null && template.expiresAtMs > nowMs) return ok(template);
  if (kind === 'enrol') return ok(null);
  if (template === null) return fail('notEnrolled');
  await store.forgetIdentity(nowMs, 0);
  return fail('templateExpired');
}

type Beginning = {
  readonly callId: CallId;
  readonly agentId: AgentId;
  readonly kind: Params<'identity.begin'>['kind'];
  readonly consent: Consent;
  readonly template: StoredTemplate | null;
};

async function begin(beginning: Beginning, service: Service): Promise<Result<Begun>> {
  const { callId, agentId, kind, consent, template } = beginning;
  const { policies, store, clock, tokens, log } = service;
  const { templateDays, isStrict } = policies.current.identity;
  const { customerId, textVersion } = consent;
  const atMs = clock.nowMs();
  const checkId = tokens.createId();
  const toFile =
    kind === 'enrol'
      ? { templateId: tokens.createId(), createdAtMs: atMs, expiresAtMs: atMs + templateDays * DAY_MS }
      : null;
  const about = {
    checkId,
    callId,
    agentId,
    customerId,
    kind,
    atMs,
    consentVersion: textVersion,
    isFiled: false,
    toFile,
  };
  const check: IdentityCheck = { ...about, seen: null, decision: null };
  await store.putCheck(check);
  log.info({ callId, checkId, kind }, 'identity check begun');
  return ok({
    checkId,
    seed: tokens.createSeed(),
    customerId,
    isStrict,
    triesLeft: (await triesOf(customerId, service)).left,
    template: template === null ? null : sentOf(template),
    enrolment: template === null ? null : template.enrolment,
    toFile,
  });
}

function sentOf({ templateId, createdAtMs, expiresAtMs, model, nonce, sealed }: StoredTemplate): Begun['template'] {
  const base64 = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64');
  return { templateId, createdAtMs, expiresAtMs, model, nonce: base64(nonce), sealed: base64(sealed) };
}
