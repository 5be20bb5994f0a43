// The topics of demo mode: a bank that serves everybody, with two documents on its shelf.
import { join } from 'node:path';
import { queueIdSchema, type IdentityPolicy } from '../../protocol/index.ts';
import type { Queue, Queues } from '../../domain/queue/queue.ts';
import { DEFAULT_POLICIES, type Policies } from '../../service/policies.ts';
import { readDocuments, type DocumentSource } from '../settings/documentFiles.ts';
import { DEFAULT_MAX_WAITING, DEFAULT_TIMINGS, queuesById } from '../settings/configFile.ts';

type Topic = Pick<Queue, 'name' | 'reasons'> & { readonly id: string };

const SHARED_REASONS = [
  { id: 'follow-up', name: { en: 'Needs a follow-up', fr: 'Suivi nécessaire' } },
  { id: 'other', name: { en: 'Other', fr: 'Autre' } },
];

const TOPICS: readonly Topic[] = [
  {
    id: 'everyday',
    name: { en: 'Everyday banking', fr: 'Compte courant' },
    reasons: [
      { id: 'account-question', name: { en: 'Question about an account', fr: 'Question sur un compte' } },
      { id: 'transfer', name: { en: 'Transfer or direct debit', fr: 'Virement ou prélèvement' } },
      {
        id: 'details-changed',
        name: { en: 'Change of address or details', fr: 'Changement d’adresse ou de coordonnées' },
      },
      ...SHARED_REASONS,
    ],
  },
  {
    id: 'cards',
    name: { en: 'Cards', fr: 'Cartes' },
    reasons: [
      { id: 'card-lost', name: { en: 'Card lost or stolen', fr: 'Carte perdue ou volée' } },
      { id: 'payment-disputed', name: { en: 'Payment disputed', fr: 'Paiement contesté' } },
      { id: 'limit', name: { en: 'Limit changed', fr: 'Plafond modifié' } },
      ...SHARED_REASONS,
    ],
  },
  {
    id: 'loans',
    name: { en: 'Loans', fr: 'Crédits' },
    reasons: [
      { id: 'simulation', name: { en: 'Simulation or quote', fr: 'Simulation ou devis' } },
      { id: 'application', name: { en: 'Application', fr: 'Demande de crédit' } },
      { id: 'repayment', name: { en: 'Repayment', fr: 'Remboursement' } },
      ...SHARED_REASONS,
    ],
  },
  {
    id: 'other',
    name: { en: 'Something else', fr: 'Autre chose' },
    reasons: [
      { id: 'answered', name: { en: 'Question answered', fr: 'Question résolue' } },
      { id: 'wrong-service', name: { en: 'Wrong service', fr: 'Mauvais service' } },
      ...SHARED_REASONS,
    ],
  },
];

export function createDemoQueues(ringTimeoutMs: number = DEFAULT_TIMINGS.ringTimeoutMs): Queues {
  return queuesById(
    TOPICS.map(({ id, name, reasons }) => ({
      id: queueIdSchema.parse(id),
      name,
      reasons,
      timings: { ...DEFAULT_TIMINGS, ringTimeoutMs },
      maxWaiting: DEFAULT_MAX_WAITING,
    })),
  );
}

/** Made by `scripts/demoDocuments.ts`. */
const DEMO_FOLDER = join(import.meta.dirname, '..', '..', '..', 'resources', 'demo');
const DEMO_DOCUMENTS: readonly DocumentSource[] = [
  { id: 'account-fees', name: { en: 'Account fees', fr: 'Tarifs du compte' }, file: 'account-fees.pdf' },
  {
    id: 'account-application',
    name: { en: 'Account application', fr: 'Demande d’ouverture de compte' },
    file: 'account-application.pdf',
  },
];

/** The demo shows faces being checked, and the other ways. */
const DEMO_IDENTITY: IdentityPolicy = {
  ...DEFAULT_POLICIES.identity,
  isOn: true,
  ways: [
    {
      kind: 'questions',
      questions: [
        { en: 'When and where were you born?', fr: 'Quand et où êtes-vous né ?' },
        { en: 'What was your last large payment?', fr: 'Quel était votre dernier gros paiement ?' },
        { en: 'Which products do you have with us?', fr: 'Quels produits avez-vous chez nous ?' },
      ],
    },
    { kind: 'code' },
  ],
};

/** Every topic has the same documents. */
export function createDemoPolicies(): Policies {
  const queues = TOPICS.map(({ id }) => ({ id: queueIdSchema.parse(id), documents: DEMO_DOCUMENTS }));
  const read = readDocuments(queues, DEMO_FOLDER, DEFAULT_POLICIES.assist.maxFileBytes);
  if (!read.ok) throw new Error(`the documents of demo mode are not whole: ${read.sentences.join('; ')}`);
  return { ...DEFAULT_POLICIES, identity: DEMO_IDENTITY, documents: read.documents };
}
