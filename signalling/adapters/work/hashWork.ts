// Work as in hashcash: challenges that carry their own proof, so that asking for them fills nothing; what was used is remembered until
// it would have expired.
import { createHash, createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import { hasZeroBits, MOST_WORK_BITS, puzzleText } from '../../protocol/index.ts';
import type { CallWork, WorkFor } from '../../service/ports/callWork.ts';
import { networkOf } from '../throttle/networkOf.ts';

/** Long enough for a slow phone, too short to lay in a store. */
const GOOD_FOR_MS = 30_000;

/** After a restart challenges of before are good for nothing: a page asks for another. */
export function createHashWork(secret: Uint8Array = randomBytes(32)): CallWork {
  /** Until when each would have been good, in the order of their use. */
  const used = new Map<string, number>();

  function forgetExpired(nowMs: number): void {
    for (const [challenge, untilMs] of used) {
      if (untilMs >= nowMs) return;
      used.delete(challenge);
    }
  }

  function proofOf(open: string, { address, queueId }: WorkFor): string {
    return createHmac('sha256', secret)
      .update(`${open} ${networkOf(address)} ${queueId}`)
      .digest('base64url');
  }

  return {
    challenge(bits, about) {
      const open = `${bits}.${about.nowMs}.${randomBytes(12).toString('base64url')}`;
      return `${open}.${proofOf(open, about)}`;
    },
    accept({ challenge, numbers }, about) {
      const { nowMs } = about;
      forgetExpired(nowMs);
      const [bitsText = '', madeText = '', random = '', proof = ''] = challenge.split('.');
      const expected = proofOf(`${bitsText}.${madeText}.${random}`, about);
      const [bits, madeMs] = [Number(bitsText), Number(madeText)];
      if (!isSame(proof, expected) || challenge !== `${bitsText}.${madeText}.${random}.${proof}`) return false;
      if (nowMs < madeMs || nowMs > madeMs + GOOD_FOR_MS || used.has(challenge)) return false;
      if (!(bits >= 1 && bits <= MOST_WORK_BITS)) return false;
      const isDone = numbers.every((number, puzzle) =>
        hasZeroBits(
          createHash('sha256')
            .update(puzzleText(challenge, puzzle, number))
            .digest(),
          bits,
        ),
      );
      if (isDone) used.set(challenge, madeMs + GOOD_FOR_MS);
      return isDone;
    },
  };
}

function isSame(one: string, other: string): boolean {
  const [a, b] = [Buffer.from(one), Buffer.from(other)];
  return a.length === b.length && timingSafeEqual(a, b);
}
