// Second factors and recovery codes in the SQLite file. Of recovery codes there are hashes only.
/* eslint-disable @typescript-eslint/require-await -- the port is async, and so a throw becomes the rejection it promises */
import type { DatabaseSync } from 'node:sqlite';
import type { AgentId } from '../../protocol/index.ts';
import type { SecondFactorStore } from '../../service/ports/secondFactorStore.ts';
import { overwriting } from './overwriting.ts';
import { numberOf, textOf } from './rows.ts';
import type { RowSeal } from './rowSeal.ts';
import { revoker } from './sqliteAccounts.ts';
import { transaction } from './transaction.ts';

type CodeStatements = ReturnType<typeof codeStatements>;

function codeStatements(db: DatabaseSync) {
  const take = db.prepare('DELETE FROM recovery_codes WHERE agent_id = ? AND code_hash = ?');
  const count = db.prepare('SELECT count(*) AS codes_left FROM recovery_codes WHERE agent_id = ?');
  const drop = db.prepare('DELETE FROM recovery_codes WHERE agent_id = ?');
  const add = db.prepare('INSERT INTO recovery_codes VALUES (?, ?)');
  return {
    take: (agentId: AgentId, hash: string) => take.run(agentId, hash).changes === 1,
    left: (agentId: AgentId) => numberOf(count.get(agentId) ?? {}, 'codes_left'),
    replace(agentId: AgentId, hashes: readonly string[]) {
      drop.run(agentId);
      for (const hash of hashes) add.run(agentId, hash);
    },
  };
}

export function secondFactorStore(db: DatabaseSync, seal: RowSeal): SecondFactorStore {
  const codes = codeStatements(db);
  return { ...factorStore(db, codes, seal), ...endings(db) };
}

type Endings = 'endSecondFactor' | 'resetSecondFactor' | 'findFactorReset';

function factorStore(db: DatabaseSync, codes: CodeStatements, seal: RowSeal): Omit<SecondFactorStore, Endings> {
  const find = db.prepare('SELECT secret, since_ms FROM second_factors WHERE agent_id = ?');
  const list = db.prepare('SELECT agent_id FROM second_factors');
  const add = db.prepare(
    `INSERT INTO second_factors (agent_id, secret, last_step, since_ms)
     SELECT agent_id, ?, ?, ? FROM accounts WHERE agent_id = ? ON CONFLICT DO NOTHING`,
  );
  const take = db.prepare('UPDATE second_factors SET last_step = ?1 WHERE agent_id = ?2 AND last_step < ?1');
  return {
    async findSecondFactor(agentId) {
      const row = find.get(agentId);
      if (row === undefined) return null;
      const [sinceMs, recoveryCodesLeft] = [numberOf(row, 'since_ms'), codes.left(agentId)];
      const secret = seal.openText(['second_factors', agentId], textOf(row, 'secret'));
      return { secret, sinceMs, recoveryCodesLeft };
    },
    listSecondFactors: async () => list.all().map((row) => textOf<AgentId>(row, 'agent_id')),
    addSecondFactor: async (agentId, { secret, step, sinceMs, recoveryCodeHashes }) =>
      transaction(db, () => {
        if (add.run(seal.sealText(['second_factors', agentId], secret), step, sinceMs, agentId).changes === 0)
          return false;
        codes.replace(agentId, recoveryCodeHashes);
        return true;
      }),
    takeStep: async (agentId, step) => take.run(step, agentId).changes === 1,
    takeRecoveryCode: async (agentId, hash) =>
      transaction(db, () => (codes.take(agentId, hash) ? codes.left(agentId) : null)),
    putRecoveryCodes: async (agentId, hashes) =>
      transaction(db, () => {
        if (find.get(agentId) === undefined) return false;
        codes.replace(agentId, hashes);
        return true;
      }),
  };
}

function endings(db: DatabaseSync): Pick<SecondFactorStore, Endings> {
  const drop = db.prepare('DELETE FROM second_factors WHERE agent_id = ?');
  const noteReset = db.prepare(
    'INSERT INTO factor_resets VALUES (?, ?) ON CONFLICT DO UPDATE SET at_ms = excluded.at_ms',
  );
  const findReset = db.prepare('SELECT at_ms FROM factor_resets WHERE agent_id = ? AND at_ms > ?');
  const endSessions = db.prepare('DELETE FROM sessions WHERE agent_id = ?');
  const revoke = revoker(db);
  return {
    endSecondFactor: async (agentId) => overwriting(db, () => drop.run(agentId).changes === 1),
    resetSecondFactor: async (agentId, atMs) =>
      overwriting(db, () => {
        if (drop.run(agentId).changes === 0) return false;
        noteReset.run(agentId, atMs);
        endSessions.run(agentId);
        revoke(agentId, 'rightLost', atMs);
        return true;
      }),
    async findFactorReset(agentId, sinceMs) {
      const row = findReset.get(agentId, sinceMs);
      return row === undefined ? null : numberOf(row, 'at_ms');
    },
  };
}
