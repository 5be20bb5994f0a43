// Consents, sealed templates and checks in SQLite, and how they are forgotten. Knows SQL; templates are bytes to it.
/* eslint-disable @typescript-eslint/require-await -- the port is async, and so a throw becomes the rejection it promises */
import type { DatabaseSync } from 'node:sqlite';
import type { CustomerId, RecordedCheck } from '../../protocol/index.ts';
import type { Consent, IdentityCheck, IdentityStore, StoredTemplate } from '../../service/ports/identityStore.ts';
import { overwriting } from './overwriting.ts';
import { bytesOf, jsonOf, maybeOf, numberOf, textOf, type Row } from './rows.ts';

export function identityStore(db: DatabaseSync): IdentityStore {
  return { ...consents(db), ...templates(db), ...checks(db), ...forgetting(db) };
}

type Consents = Pick<
  IdentityStore,
  'addConsent' | 'countConsents' | 'findConsent' | 'findWithdrawalHash' | 'findPossessionKey' | 'withdraw'
>;

function consents(db: DatabaseSync): Consents {
  const add = db.prepare('INSERT INTO consents VALUES (NULL, ?, ?, ?, ?, ?, ?, NULL, ?)');
  const ofCall = db.prepare('SELECT * FROM consents WHERE call_id = ? ORDER BY consent_no DESC LIMIT 1');
  const count = db.prepare('SELECT count(*) AS consents FROM consents WHERE call_id = ?');
  const first = db.prepare('SELECT withdrawal_hash FROM consents WHERE customer_id = ? ORDER BY consent_no LIMIT 1');
  const firstKey = db.prepare(
    'SELECT possession_key FROM consents WHERE customer_id = ? AND possession_key IS NOT NULL ORDER BY consent_no LIMIT 1',
  );
  const mark = db.prepare('UPDATE consents SET withdrawn_at_ms = ? WHERE customer_id = ? AND withdrawn_at_ms IS NULL');
  const drop = db.prepare('DELETE FROM face_templates WHERE customer_id = ?');
  const hashOf = (customerId: CustomerId): string | null => {
    const row = first.get(customerId);
    return row === undefined ? null : textOf(row, 'withdrawal_hash');
  };
  const keyOf = (customerId: CustomerId): string | null => {
    const row = firstKey.get(customerId);
    return row === undefined ? null : textOf(row, 'possession_key');
  };
  return {
    async addConsent({ customerId, callId, textVersion, locale, withdrawalHash, possessionKey, givenAtMs }) {
      const hash = hashOf(customerId) ?? withdrawalHash;
      add.run(customerId, callId, textVersion, locale, hash, givenAtMs, keyOf(customerId) ?? possessionKey);
    },
    countConsents: async (callId) => Number(count.get(callId)?.['consents']),
    async findConsent(callId) {
      const row = ofCall.get(callId);
      return row === undefined ? null : consentOf(row);
    },
    findWithdrawalHash: async (customerId) => hashOf(customerId),
    findPossessionKey: async (customerId) => keyOf(customerId),
    withdraw: async (customerId, atMs) =>
      overwriting(db, () => {
        drop.run(customerId);
        mark.run(atMs, customerId);
      }),
  };
}

function templates(db: DatabaseSync): Pick<IdentityStore, 'putTemplate' | 'findTemplate' | 'findCustomerOf'> {
  const drop = db.prepare('DELETE FROM face_templates WHERE customer_id = ?');
  const add = db.prepare('INSERT INTO face_templates VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)');
  const find = db.prepare('SELECT * FROM face_templates WHERE customer_id = ?');
  const byReference = db.prepare('SELECT customer_id FROM face_templates WHERE reference = ?');
  return {
    putTemplate: async (t) =>
      overwriting(db, () => {
        drop.run(t.customerId);
        const { reference, ...enrolment } = t.enrolment;
        const about = [t.customerId, t.templateId, t.model, t.createdAtMs, t.expiresAtMs];
        add.run(...about, t.nonce, t.sealed, JSON.stringify(enrolment), reference, t.enrolledBy);
      }),
    async findTemplate(customerId) {
      const row = find.get(customerId);
      return row === undefined ? null : templateOf(row);
    },
    async findCustomerOf(reference) {
      const row = byReference.get(reference);
      return row === undefined ? null : textOf(row, 'customer_id');
    },
  };
}

function checks(db: DatabaseSync): Pick<IdentityStore, 'putCheck' | 'findCheck' | 'checksOfCall' | 'checksOf'> {
  const put = db.prepare(
    `INSERT INTO identity_checks VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT (check_id) DO UPDATE SET facts = excluded.facts`,
  );
  const find = db.prepare('SELECT * FROM identity_checks WHERE check_id = ?');
  const ofCall = db.prepare('SELECT * FROM identity_checks WHERE call_id = ? ORDER BY at_ms, rowid');
  const ofCustomer = db.prepare(
    'SELECT * FROM identity_checks WHERE customer_id = ? AND at_ms >= ? ORDER BY at_ms, rowid',
  );
  return {
    async putCheck({ checkId, callId, customerId, agentId, atMs, ...facts }) {
      put.run(checkId, callId, customerId, agentId, atMs, JSON.stringify(facts));
    },
    async findCheck(checkId) {
      const row = find.get(checkId);
      return row === undefined ? null : checkOf(row);
    },
    checksOfCall: async (callId) => ofCall.all(callId).map(checkOf),
    checksOf: async (customerId, sinceMs) => ofCustomer.all(customerId, sinceMs).map(checkOf),
  };
}

function forgetting(db: DatabaseSync): Pick<IdentityStore, 'readCustomer' | 'eraseCustomer' | 'forgetIdentity'> {
  const readConsents = db.prepare('SELECT * FROM consents WHERE customer_id = ? ORDER BY consent_no');
  const readTemplate = db.prepare('SELECT * FROM face_templates WHERE customer_id = ?');
  const readChecks = db.prepare('SELECT * FROM identity_checks WHERE customer_id = ? ORDER BY at_ms, rowid');
  const drops = ['consents', 'face_templates', 'identity_checks'].map((table) =>
    db.prepare(`DELETE FROM ${table} WHERE customer_id = ?`),
  );
  const dropExpired = db.prepare('DELETE FROM face_templates WHERE expires_at_ms <= ?');
  const unheld = '(customer_id IS NULL OR customer_id NOT IN (SELECT customer_id FROM face_templates))';
  const dropOld = [
    db.prepare(`DELETE FROM consents WHERE given_at_ms < ? AND ${unheld}`),
    db.prepare(`DELETE FROM identity_checks WHERE at_ms < ? AND ${unheld}`),
  ];
  return {
    async readCustomer(customerId) {
      const template = readTemplate.get(customerId);
      return {
        consents: readConsents.all(customerId).map(consentOf),
        template: template === undefined ? null : templateOf(template),
        checks: readChecks.all(customerId).map(checkOf),
      };
    },
    eraseCustomer: async (customerId) =>
      overwriting(db, () => drops.reduce((gone, drop) => gone + Number(drop.run(customerId).changes), 0)) > 0,
    async forgetIdentity(nowMs, beforeMs) {
      return overwriting(db, () => ({
        templates: Number(dropExpired.run(nowMs).changes),
        records: dropOld.reduce((gone, drop) => gone + Number(drop.run(beforeMs).changes), 0),
      }));
    },
  };
}

function consentOf(row: Row): Consent {
  return {
    customerId: textOf(row, 'customer_id'),
    callId: textOf(row, 'call_id'),
    textVersion: textOf(row, 'text_version'),
    locale: textOf(row, 'locale'),
    withdrawalHash: textOf(row, 'withdrawal_hash'),
    possessionKey: maybeOf<string>(row, 'possession_key', textOf),
    givenAtMs: numberOf(row, 'given_at_ms'),
    withdrawnAtMs: maybeOf(row, 'withdrawn_at_ms', numberOf),
  };
}

function templateOf(row: Row): StoredTemplate {
  const enrolment = jsonOf(row, 'enrolment') as Omit<StoredTemplate['enrolment'], 'reference'>;
  return {
    customerId: textOf(row, 'customer_id'),
    templateId: textOf(row, 'template_id'),
    model: textOf(row, 'model'),
    createdAtMs: numberOf(row, 'created_at_ms'),
    expiresAtMs: numberOf(row, 'expires_at_ms'),
    nonce: bytesOf(row, 'nonce'),
    sealed: bytesOf(row, 'sealed'),
    enrolment: { ...enrolment, reference: maybeOf(row, 'reference', textOf) },
    enrolledBy: textOf(row, 'enrolled_by'),
  };
}

function checkOf(row: Row): IdentityCheck {
  const facts = jsonOf(row, 'facts') as Omit<RecordedCheck, 'checkId' | 'atMs'> & Pick<IdentityCheck, 'toFile'>;
  return {
    checkId: textOf(row, 'check_id'),
    callId: textOf(row, 'call_id'),
    customerId: maybeOf<CustomerId>(row, 'customer_id', textOf),
    agentId: textOf(row, 'agent_id'),
    atMs: numberOf(row, 'at_ms'),
    ...facts,
  };
}
