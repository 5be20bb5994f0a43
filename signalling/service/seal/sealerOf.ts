// Who seals what is agreed in an agent's present call. Knows calls and settings; no cryptography.
import { fail, ok, type AgentId, type CallId, type Result } from '../../protocol/index.ts';
import { ownCall } from '../transcript/ownCall.ts';
import type { Sealer } from '../ports/sealer.ts';
import type { Service } from '../service.ts';

/** null: nobody. Problems: callNotFound (it is not their call or wrap-up), notPossibleNow (the certificate has expired). */
export function sealerOf(
  agentId: AgentId,
  callId: CallId,
  { runner, policies, clock }: Pick<Service, 'runner' | 'policies' | 'clock'>,
): Result<Sealer | null> {
  const call = ownCall(agentId, callId, runner);
  if (!call) return fail('callNotFound');
  const sealer = policies.current.seals.get(call.context.facts.queueId);
  if (sealer === undefined) return ok(null);
  return sealer.expiresAtMs > clock.nowMs() ? ok(sealer) : fail('notPossibleNow', 'the certificate has expired');
}
