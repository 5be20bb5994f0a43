// A photo that the customer let the agent have is filed with the call, and stands among its entries.
import {
  fail,
  MAX_TRANSCRIPT_ENTRIES,
  MAX_STILL_BYTES,
  MAX_STILLS,
  ok,
  type AgentId,
  type CallId,
  type Result,
} from '../../protocol/index.ts';
import { fileTypeOf, isPicture } from '../../domain/files/fileType.ts';
import { pictureSizeOf } from '../../domain/files/pictureSize.ts';
import { ownCall } from '../transcript/ownCall.ts';
import type { Service } from '../service.ts';

/** No camera takes larger ones. */
const MOST_PIXELS_A_SIDE = 30_000;

/** `sha256` MUST be that of the content. Problems: callNotFound, badParams (no such picture), recordFull. */
export async function fileStill(
  agentId: AgentId,
  { callId, sha256, content }: { readonly callId: CallId; readonly sha256: string; readonly content: Uint8Array },
  { store, clock, log, runner }: Pick<Service, 'store' | 'clock' | 'log' | 'runner'>,
): Promise<Result<{ readonly isNew: boolean }>> {
  if (!ownCall(agentId, callId, runner)) return fail('callNotFound');
  const type = fileTypeOf(content);
  if (!isPicture(type)) return fail('badParams', 'no JPEG, PNG or WebP');
  const size = pictureSizeOf(content, type);
  if (content.length > MAX_STILL_BYTES || size === null || Math.max(size.width, size.height) > MOST_PIXELS_A_SIDE) {
    return fail('badParams', 'no picture of a possible size');
  }
  const entry = { kind: 'still', sha256, bytes: content.length, ...size } as const;
  // The same picture is the same entry.
  const note = { callId, party: 'agent', entryId: sha256, atMs: clock.nowMs(), entry } as const;
  const most = { stills: MAX_STILLS, entries: MAX_TRANSCRIPT_ENTRIES };
  const filing = await store.addStill({ callId, sha256, type, content }, note, most);
  if (filing === 'full') return fail('recordFull');
  if (filing === 'filed') log.info({ callId, bytes: content.length }, 'still filed');
  return ok({ isNew: filing === 'filed' });
}
