// The bytes of the recogniser that the organisation brings, for agents.
import { fail, ok, type Result } from '../../protocol/index.ts';
import type { Service } from '../service.ts';

/** Problems: documentUnknown, when it is not the one in force. */
export function readRecogniser(sha256: string, { policies }: Pick<Service, 'policies'>): Result<Uint8Array> {
  const { identity, recogniser } = policies.current;
  return recogniser !== null && identity.recogniser?.sha256 === sha256 ? ok(recogniser) : fail('documentUnknown');
}
