// A still filed with a call, for the agent who had the call and for supervisors.
import { fail, ok, type CallId, type Result } from '../../protocol/index.ts';
import { audit } from '../audit/audit.ts';
import { answeredCall, mayRead } from '../transcript/answeredCall.ts';
import type { Still } from '../ports/store.ts';
import type { Service } from '../service.ts';
import type { Bearer } from '../session/bearer.ts';

/** Problems: callNotFound, documentUnknown (never filed, or forgotten since). */
export async function readStill(
  reader: Bearer,
  callId: CallId,
  sha256: string,
  service: Pick<Service, 'store' | 'runner' | 'clock'>,
): Promise<Result<Pick<Still, 'type' | 'content'>>> {
  const call = await answeredCall(callId, service);
  if (call === null || !mayRead(call, reader)) return fail('callNotFound');
  const still = await service.store.findStill(callId, sha256);
  if (still === null) return fail('documentUnknown');
  await audit(service, 'pictureRead', { agentId: reader.agentId, callId, sha256 });
  return ok(still);
}
