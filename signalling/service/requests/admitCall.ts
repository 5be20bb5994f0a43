// Whether a customer may begin a call: with a good link where one is given or needed, and within the bounds.
import { fail, ok, type CallId, type Params, type Result } from '../../protocol/index.ts';
import { DEFAULT_MAX_CALLS_PER_MINUTE } from '../../domain/queue/queue.ts';
import type { LinkClaims } from '../ports/links.ts';
import type { Service } from '../service.ts';
import { judgeWork } from '../work/askedWork.ts';

export type Admission = {
  /** As their link says, or they themselves. */
  readonly customerName: string;
  /** Came while too many called. */
  readonly isDoubtful: boolean;
  /** As their link says. */
  readonly reference: string | null;
  /** The call did not come about: nothing of it counts. */
  readonly giveUp: () => Promise<void>;
};

/** Problems: notAllowed (the queue needs a link), linkWrong, linkExpired, linkUsed, lineFull, tooManyRequests. */
export async function admitCall(
  params: Params<'call.start'>,
  callId: CallId,
  address: string,
  service: Service,
): Promise<Result<Admission>> {
  const { clock, policies, runner, store, throttle, tokens } = service;
  const queue = runner.state.queues.get(params.topicId);
  const link = await linkOf(params, service);
  if (!link.ok) return link;
  if (link.value === null && queue?.linkNeeded === true) return fail('notAllowed', 'this topic needs a link');

  const work = link.value === null ? await judgeWork(params.work, params.topicId, address, service) : 'notNeeded';
  if (work === 'missing') return fail('tooManyRequests', 'work is needed: ask lobby.work');
  const maxPerMinute = queue?.maxCallsPerMinute ?? DEFAULT_MAX_CALLS_PER_MINUTE;
  const ofNetwork = policies.current.callsOfNetwork;
  const verdict = await throttle.takeCallStart({ callId, address, queueId: params.topicId, maxPerMinute, ofNetwork });
  if (verdict.refusedBy === 'queue') return fail('lineFull', 'calls in a minute', verdict.retryAfterMs);
  if (verdict.refusedBy === 'network') {
    return fail('tooManyRequests', 'calls from this network', verdict.retryAfterMs);
  }
  const { linkId, name, reference = null, goodUntilMs } = link.value ?? {};
  const idHash = linkId === undefined ? null : tokens.hash(linkId);
  if (idHash !== null && !(await store.useLink(idHash, goodUntilMs ?? 0, clock.nowMs()))) {
    throttle.endCall(callId);
    return fail('linkUsed');
  }
  return ok({
    customerName: name ?? params.customerName,
    reference,
    isDoubtful: work === 'done',
    giveUp: async () => {
      throttle.endCall(callId);
      if (idHash !== null) await store.giveLinkBack(idHash);
    },
  });
}

async function linkOf(
  { link, topicId }: Params<'call.start'>,
  { clock, policies }: Service,
): Promise<Result<LinkClaims | null>> {
  if (link === undefined) return ok(null);
  const read =
    (await policies.current.links?.read(link, clock.nowMs())) ?? fail('linkWrong', 'there are no links here');
  return read.ok && read.value.queueId !== topicId ? fail('linkWrong', 'for another topic') : read;
}
