// Reads the store that a killed server left, as it lies there, and compares it with what customers were told.
import { cpSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { callPhase, type Call } from '../../domain/call/call.ts';
import { openSqliteStore } from '../../adapters/store/sqliteStore.ts';
import type { Ledger, StartedCall } from './ledger.ts';

/** How many of the calls known to customers were where. */
export type Audit = { waiting: number; promised: number; ringing: number; active: number; ended: number };

/** Adds what does not fit to the ledger's violations. The store itself is left alone: a copy is read. */
export async function auditStore(dataDir: string, ledger: Ledger): Promise<Audit> {
  const copy = mkdtempSync(join(tmpdir(), 'visavis-audit-'));
  for (const name of readdirSync(dataDir)) cpSync(join(dataDir, name), join(copy, name));
  const store = openSqliteStore(join(copy, 'visavis.sqlite'), 0);
  const live = (await store.loadLive()).calls;
  const count: Audit = { waiting: 0, promised: 0, ringing: 0, active: 0, ended: 0 };
  for (const started of ledger.started.values()) {
    const call = live.find(({ context }) => context.facts.callId === started.callId);
    const record = await store.findEndedCall(started.callId);
    const phase = call === undefined ? null : callPhase(call).name;
    const isEnded = phase === null || phase === 'ended';
    if (isEnded !== (record !== null)) {
      ledger.violations.push(`${started.callId} is ${phase ?? 'not live'} and ${record?.outcome ?? 'not'} on record`);
    }
    const told = started.ending;
    if (told !== null && (told.outcome !== record?.outcome || told.endedAtMs !== record.endedAtMs)) {
      ledger.violations.push(`${started.callId} was said to be ${told.outcome} and is ${record?.outcome ?? 'open'}`);
    }
    if (record !== null && record.agentId !== null && (await store.segmentsOf(started.callId)).length === 0) {
      ledger.violations.push(`${started.callId} was answered, and no part of it is on record`);
    }
    count[phase ?? 'ended'] += 1;
  }
  checkOrder(live, ledger);
  await store.close();
  rmSync(copy, { recursive: true });
  return count;
}

/** Who had been confirmed before another even asked comes first. */
function checkOrder(live: readonly Call[], ledger: Ledger): void {
  const line = live
    .filter((call) => ['waiting', 'promised', 'ringing'].includes(callPhase(call).name))
    .map(({ context }) => ({ arrival: context.facts.arrival, started: ledger.started.get(context.facts.callId) }))
    .filter((one): one is { arrival: number; started: StartedCall } => one.started !== undefined);
  for (const first of line) {
    for (const second of line) {
      if (first.started.confirmedAt < second.started.askedAt && first.arrival >= second.arrival) {
        ledger.violations.push(`${second.started.callId} was put before ${first.started.callId}, who came first`);
      }
    }
  }
}
