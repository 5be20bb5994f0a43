// What `npm run customers` does with a store, and what it says: one customer's data, told or erased. Knows no terminal.
import { callIdSchema, customerIdSchema, referenceSchema, type CallId, type CustomerId } from '../../protocol/index.ts';
import type { AuditStore } from '../../service/ports/auditStore.ts';
import type { CustomerDataStore } from '../../service/ports/customerData.ts';
import type { HeldOfCustomer, IdentityStore } from '../../service/ports/identityStore.ts';
import type { Clock } from '../../service/ports/clock.ts';
import { exportedCall, exportedIdentity, type KeptFile } from './exported.ts';
import type { CommandOutcome } from '../command/command.ts';

export type CustomersCommandPorts = {
  readonly store: Pick<IdentityStore, 'findCustomerOf' | 'readCustomer' | 'eraseCustomer'> &
    Pick<AuditStore, 'appendAudit'> &
    CustomerDataStore;
  readonly clock: Pick<Clock, 'nowMs'>;
  readonly dataDir: string;
  /** Writes pictures and documents of an export to a folder, which MUST be new. */
  readonly writeFiles: (folder: string, files: readonly KeptFile[]) => void;
};

const USAGE = `Usage:
  npm run customers -- calls NAME
  npm run customers -- export ID [FOLDER]
  npm run customers -- erase ID
ID is your own customer number, as it was given when the face was enrolled; the customer id on a record; or the id of one call.
FOLDER takes the pictures and documents of an export.`;
const MOST_NAMED = 200;

/** All that was found under an id. */
type Found = {
  readonly customerId: CustomerId | null;
  readonly identity: HeldOfCustomer | null;
  readonly callIds: readonly CallId[];
};

export async function runCustomersCommand(
  args: readonly string[],
  ports: CustomersCommandPorts,
): Promise<CommandOutcome> {
  const [verb, id, folder, ...rest] = args;
  const takes = verb === 'export' ? 2 : verb === 'erase' || verb === 'calls' ? 1 : 0;
  const given = [id, folder].filter((part) => part !== undefined).length;
  if (id === undefined || given > takes || rest.length > 0) return { ok: false, text: USAGE };
  if (verb === 'calls') return listCalls(id, ports);
  const found = await find(id, ports.store);
  if (found === null) {
    return { ok: false, text: `Nothing is held of a customer “${id.slice(0, 64)}” in ${ports.dataDir}.` };
  }
  return verb === 'export' ? exportAll(found, folder ?? null, ports) : eraseAll(found, ports);
}

/** For customers whom nobody enrolled: their calls are found by the name they gave. */
async function listCalls(name: string, { store, dataDir }: CustomersCommandPorts): Promise<CommandOutcome> {
  const calls = await store.callsNamed(name, MOST_NAMED);
  if (calls.length === 0) {
    return { ok: false, text: `No call is on record under the name “${name.slice(0, 80)}” in ${dataDir}.` };
  }
  const lines = calls.map(({ callId, startedAtMs, topic, outcome }) =>
    [callId, new Date(startedAtMs).toISOString(), topic.en, outcome].join('\t'),
  );
  return { ok: true, text: lines.join('\n') };
}

async function find(id: string, store: CustomersCommandPorts['store']): Promise<Found | null> {
  const customerId = await customerOf(id, store);
  const identity = customerId === null ? null : await store.readCustomer(customerId);
  if (customerId !== null && identity !== null && !isNothing(identity)) {
    return { customerId, identity, callIds: await store.callsOfCustomer(customerId) };
  }
  const callId = callIdSchema.safeParse(id);
  if (!callId.success || (await store.readCall(callId.data)) === null) return null;
  return { customerId: null, identity: null, callIds: [callId.data] };
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

/** As a person may ask for it (GDPR, articles 15 and 20). */
async function exportAll(
  { customerId, identity, callIds }: Found,
  folder: string | null,
  { store, clock, writeFiles }: CustomersCommandPorts,
): Promise<CommandOutcome> {
  const calls: object[] = [];
  const files: KeptFile[] = [];
  for (const callId of callIds) {
    const data = await store.readCall(callId);
    if (data === null) continue;
    calls.push(exportedCall(data));
    files.push(...data.stills, ...data.agreements.map((file) => ({ ...file, type: 'pdf' as const })));
  }
  if (folder !== null) {
    try {
      writeFiles(folder, files);
    } catch (cause) {
      const why = cause instanceof Error ? cause.message : String(cause);
      return { ok: false, text: `The files could not be written: ${why}. Name a folder that is not there yet.` };
    }
  }
  await store.appendAudit({ atMs: clock.nowMs(), kind: 'customerExported', facts: { calls: calls.length } });
  const person = identity === null ? {} : { customerId, ...exportedIdentity(identity) };
  return { ok: true, text: JSON.stringify({ ...person, calls }, null, 2) };
}

async function eraseAll(
  { customerId, identity, callIds }: Found,
  { store, clock }: CustomersCommandPorts,
): Promise<CommandOutcome> {
  for (const callId of callIds) {
    if (await store.isCallLive(callId)) {
      return {
        ok: false,
        text: `A call of this customer goes on, or is being wrapped up. Nothing was erased; try again when it is over.`,
      };
    }
  }
  const calls = await store.eraseCalls(callIds);
  if (customerId !== null) await store.eraseCustomer(customerId);
  await store.appendAudit({ atMs: clock.nowMs(), kind: 'customerErased', facts: { calls } });
  const face =
    identity === null
      ? ''
      : `${identity.template ? 'the face template' : 'no face template'}, ${String(identity.consents.length)} consents, ${String(identity.checks.length)} records of checks, `;
  return {
    ok: true,
    text: [
      `Erased: ${face}${String(calls)} calls with their notes, chats, pictures and documents.`,
      'Calls in which this customer gave a name only are not known to be theirs: see “calls NAME”.',
      'Back-ups made before today still hold what was erased: after restoring one, erase again.',
    ].join('\n'),
  };
}
