// What `npm run audit` does with a store, and what it says. Knows no terminal.
import type { KeyObject } from 'node:crypto';
import { complaintAboutEntries, complaintAboutKeyChanges, type AuditTrail } from '../store/auditChain.ts';
import type { CommandOutcome } from '../command/command.ts';

const USAGE = `Usage:
  npm run audit -- verify
  npm run audit -- export    (one entry a line, as JSON)`;

const FIT = 'Its entries and checkpoints fit one another.';

const notWhole = (complaints: readonly (string | null)[]): string =>
  ['The audit log is not whole.', ...new Set(complaints)].filter((one) => one !== null).join(' ');

export function runAuditCommand(args: readonly string[], trail: AuditTrail, key: KeyObject | null): CommandOutcome {
  const [verb, ...rest] = args;
  if ((verb !== 'verify' && verb !== 'export') || rest.length > 0) return { ok: false, text: USAGE };
  const { checkpoints, entries } = trail;
  const aboutKeys = complaintAboutKeyChanges(trail, key);
  const aboutEntries = complaintAboutEntries(trail, key);
  if (aboutEntries !== null) return { ok: false, text: notWhole([aboutEntries, aboutKeys]) };
  const aside = aboutKeys === null ? null : notWhole([aboutKeys, FIT]);
  if (verb === 'export') {
    // What is said of the keys keeps no entries back that are whole.
    const text = entries.map((entry) => JSON.stringify(exported(entry))).join('\n');
    return { ok: true, text, ...(aside === null ? {} : { aside }) };
  }
  if (aside !== null) return { ok: false, text: aside };
  const head = entries.at(-1)?.hash ?? checkpoints.at(-1)?.hash ?? 'none';
  return {
    ok: true,
    text: `The audit log is whole: ${String(entries.length)} entries, ${String(checkpoints.length)} checkpoints. The last hash is ${head}. Note it elsewhere: it shows later that nothing up to here was changed.`,
  };
}

function exported({ number, atMs, kind, facts, hash }: AuditTrail['entries'][number]): object {
  return { number, at: new Date(atMs).toISOString(), kind, ...facts, hash };
}
