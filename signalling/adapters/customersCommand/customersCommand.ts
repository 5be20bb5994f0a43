// What `npm run customers` does with a store, and what it says: one customer's data, told or erased. Knows no terminal.
import { customerIdSchema, referenceSchema, type CustomerId } from '../../protocol/index.ts';
import type { HeldOfCustomer, IdentityStore } from '../../service/ports/identityStore.ts';

export type CustomersCommandPorts = {
  readonly store: Pick<IdentityStore, 'findCustomerOf' | 'readCustomer' | 'eraseCustomer'>;
  readonly dataDir: string;
};
export type CommandOutcome = { readonly ok: boolean; readonly text: string };

const USAGE = `Usage:
  npm run customers -- export ID
  npm run customers -- erase ID
ID is your own customer number, as it was given when the face was enrolled, or the customer id on a record.`;

export async function runCustomersCommand(
  args: readonly string[],
  { store, dataDir }: CustomersCommandPorts,
): Promise<CommandOutcome> {
  const [verb, id, ...rest] = args;
  if ((verb !== 'export' && verb !== 'erase') || id === undefined || rest.length > 0) return { ok: false, text: USAGE };
  const customerId = await customerOf(id, store);
  const held = customerId === null ? null : await store.readCustomer(customerId);
  if (customerId === null || held === null || isNothing(held)) {
    return { ok: false, text: `Nothing is held of a customer “${id.slice(0, 64)}” in ${dataDir}.` };
  }
  if (verb === 'export') return { ok: true, text: JSON.stringify(exported(customerId, held), null, 2) };
  await store.eraseCustomer(customerId);
  return { ok: true, text: erasedWords(held) };
}

async function customerOf(id: string, store: CustomersCommandPorts['store']): Promise<CustomerId | null> {
  const reference = referenceSchema.safeParse(id);
  const found = reference.success ? await store.findCustomerOf(reference.data) : null;
  const direct = customerIdSchema.safeParse(id);
  return found ?? (direct.success ? direct.data : null);
}

function isNothing({ consents, template, checks }: HeldOfCustomer): boolean {
  return consents.length === 0 && template === null && checks.length === 0;
}

/** As a person may ask for it (GDPR, articles 15 and 20). What is sealed stays so: only their own key opens it. */
function exported(customerId: CustomerId, { consents, template, checks }: HeldOfCustomer): object {
  const iso = (atMs: number): string => new Date(atMs).toISOString();
  return {
    customerId,
    consents: consents.map(({ callId, textVersion, locale, givenAtMs, withdrawnAtMs }) => ({
      callId,
      textVersion,
      locale,
      givenAt: iso(givenAtMs),
      withdrawnAt: withdrawnAtMs === null ? null : iso(withdrawnAtMs),
    })),
    template: template && {
      templateId: template.templateId,
      model: template.model,
      createdAt: iso(template.createdAtMs),
      expiresAt: iso(template.expiresAtMs),
      sealedBase64: Buffer.from(template.sealed).toString('base64'),
      enrolment: template.enrolment,
    },
    checks: checks.map(({ checkId, callId, agentId, kind, atMs, consentVersion, isFiled, seen, decision }) => ({
      checkId,
      callId,
      agentId,
      kind,
      at: iso(atMs),
      consentVersion,
      isFiled,
      seen,
      decision,
    })),
  };
}

function erasedWords({ consents, template, checks }: HeldOfCustomer): string {
  return [
    `Erased: ${template ? 'the face template' : 'no face template'}, ${consents.length} consents, ${checks.length} records of checks.`,
    'Records of calls stay for as long as their own retention says; they hold nothing of a face.',
    'Back-ups made before today still hold what was erased: after restoring one, erase again.',
  ].join('\n');
}
