// The bytes of a prepared document, for an agent in a call of its queue.
import { fail, ok, type AgentId, type Result } from '../../protocol/index.ts';
import type { DocumentOnShelf } from '../policies.ts';
import type { Service } from '../service.ts';
import { shelfOf } from './shelfOf.ts';

/** Problems: callNotFound, documentUnknown. */
export function readDocument(
  agentId: AgentId,
  documentId: string,
  service: Pick<Service, 'runner' | 'policies'>,
): Result<DocumentOnShelf> {
  const shelf = shelfOf(agentId, service);
  if (shelf === null) return fail('callNotFound');
  const document = shelf.find((one) => one.documentId === documentId);
  return document === undefined ? fail('documentUnknown') : ok(document);
}
