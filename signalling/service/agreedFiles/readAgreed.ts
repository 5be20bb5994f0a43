// What a customer agreed to, for the agent who had the call and for supervisors.
import { fail, ok, type CallId, type Result } from '../../protocol/index.ts';
import { audit } from '../audit/audit.ts';
import { answeredCall, mayRead } from '../transcript/answeredCall.ts';
import type { Service } from '../service.ts';
import type { Bearer } from '../session/bearer.ts';

/** Problems: callNotFound, documentUnknown (never filed, or forgotten since). */
export async function readAgreed(
  reader: Bearer,
  callId: CallId,
  sha256: string,
  service: Pick<Service, 'store' | 'runner' | 'clock'>,
): Promise<Result<{ readonly type: 'pdf'; readonly content: Uint8Array }>> {
  const call = await answeredCall(callId, service);
  if (call === null || !mayRead(call, reader)) return fail('callNotFound');
  const content = await service.store.findAgreedFile(callId, sha256);
  if (content === null) return fail('documentUnknown');
  await audit(service, 'agreementRead', { agentId: reader.agentId, callId, sha256 });
  return ok({ type: 'pdf', content });
}
