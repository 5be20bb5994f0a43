// Whether the key of a template may be sent now: only where the service says that the check under way in this very call needs it.
import type { CheckKind } from '../../../../signalling/protocol/index.ts';
import type { SignallingClient } from '../../../core/signallingClient/signallingClient.ts';
import { whenOpen } from '../../../core/signallingClient/whenOpen.ts';

const TRIES = 3;
const AWAY_MS = 10_000;

/** `isStillAsked` is asked after every wait: false ends it. */
export async function maySendKey(
  client: Pick<SignallingClient, 'request' | 'state' | 'onState'>,
  { purpose, templateId }: { readonly purpose: CheckKind; readonly templateId: string },
  isStillAsked: () => boolean,
): Promise<boolean> {
  for (let tried = 0; tried < TRIES && isStillAsked(); tried += 1) {
    const answer = await client.request('identity.wantedKeys', {});
    if (answer.ok) {
      const { check } = answer.value;
      return isStillAsked() && check?.kind === purpose && check.templateIds.includes(templateId);
    }
    // A service of before names none: the question and the number of templates are what bounds it.
    if (answer.problem.code === 'unknownRequest') return isStillAsked();
    if (answer.problem.code !== 'unreachable') return false;
    await whenOpen(client, AWAY_MS);
  }
  return false;
}
