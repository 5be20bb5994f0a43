// What somebody is asked to do, in an order that nobody can know beforehand. Pure: the seed decides.
import type { FacePrompt } from '../../../../signalling/protocol/index.ts';

export type Prompt = FacePrompt;
/** What every page and service can say, also those of the first release. */
export const FIRST_PROMPTS = ['turnLeft', 'turnRight', 'blink', 'comeCloser'] as const satisfies readonly Prompt[];
export const PROMPTS = [...FIRST_PROMPTS, 'openMouth', 'smile'] as const satisfies readonly Prompt[];

export const FEWEST_PROMPTS = 3;
/**
 * No two alike in a row: 786 orders of the first prompts, many more of all. Everybody blinks now and then, so that a blink is never held against anybody; a film of some
 * other order may therefore leave blinks out. Of all orders, the one that is best to film passes in at most one of a hundred.
 */
export const USUAL_PROMPTS = 6;
const MOST_BLINKS = 2;

/**
 * A turn shows that a head is no photo, a blink that it is no mask, a mouth that opens what no picture of a closed one has: of each there is
 * always one, of mouths where they may be asked for. `seed`: 32 bits; `among`: what everybody knows who has to say or note it.
 */
export function drawPrompts(
  seed: number,
  among: readonly Prompt[] = FIRST_PROMPTS,
  count: number = USUAL_PROMPTS,
): readonly Prompt[] {
  if (count < FEWEST_PROMPTS) throw new RangeError(`at least ${String(FEWEST_PROMPTS)} prompts are needed`);
  const random = randomOf(seed);
  for (;;) {
    const drawn: Prompt[] = [];
    while (drawn.length < count) {
      const others = among.filter((prompt) => prompt !== drawn.at(-1));
      drawn.push(others[Math.floor(random() * others.length)] ?? 'blink');
    }
    const blinks = drawn.filter((prompt) => prompt === 'blink').length;
    const isMouthShown = !among.includes('openMouth') || drawn.includes('openMouth');
    if (blinks > 0 && blinks <= MOST_BLINKS && drawn.some(isTurn) && isMouthShown) return drawn;
  }
}

export function isTurn(prompt: Prompt): boolean {
  return prompt === 'turnLeft' || prompt === 'turnRight';
}

export function isOfMouth(prompt: Prompt): boolean {
  return prompt === 'openMouth' || prompt === 'smile';
}

/** From 0 to 1, by the xorshift generator with the period 2³² − 1 (Marsaglia, Journal of Statistical Software 8:14, 2003). */
function randomOf(seed: number): () => number {
  // Seeds that differ little would begin alike, and zero would stay zero.
  let state = Math.imul(seed ^ 0x9e3779b9, 0x85ebca6b) >>> 0 || 1;
  return () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    state >>>= 0;
    return state / 2 ** 32;
  };
}
