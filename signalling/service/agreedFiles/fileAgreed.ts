// What a customer agreed to is filed with the call, where the settings keep it at all.
import {
  fail,
  MAX_AGREED_BYTES,
  MAX_AGREED_FILES,
  ok,
  type AgentId,
  type CallId,
  type Result,
} from '../../protocol/index.ts';
import { fileTypeOf } from '../../domain/files/fileType.ts';
import { ownCall } from '../transcript/ownCall.ts';
import type { Service } from '../service.ts';

/**
 * `sha256` MUST be that of the content. Problems: callNotFound, badParams (no PDF, or too large), notAllowed (the settings keep none),
 * notPossibleNow (no agreement on the record names it yet), recordFull.
 */
export async function fileAgreed(
  agentId: AgentId,
  { callId, sha256, content }: { readonly callId: CallId; readonly sha256: string; readonly content: Uint8Array },
  { store, clock, log, runner, policies }: Pick<Service, 'store' | 'clock' | 'log' | 'runner' | 'policies'>,
): Promise<Result<{ readonly isNew: boolean }>> {
  if (!ownCall(agentId, callId, runner)) return fail('callNotFound');
  if (policies.current.retention.agreementsDays === 0) return fail('notAllowed', 'agreed files are not kept');
  if (fileTypeOf(content) !== 'pdf' || content.length > MAX_AGREED_BYTES) return fail('badParams', 'no PDF');
  const filing = await store.addAgreedFile({ callId, sha256, atMs: clock.nowMs(), content }, MAX_AGREED_FILES);
  if (filing === 'unnamed') return fail('notPossibleNow', 'no agreement names it');
  if (filing === 'full') return fail('recordFull');
  if (filing === 'filed') log.info({ callId, bytes: content.length }, 'agreed file filed');
  return ok({ isNew: filing === 'filed' });
}
