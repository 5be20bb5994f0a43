// Attacks on the proof that somebody is there, played session by session against the product's own check, and what of them passes.
import type { Page } from '@playwright/test';
import type { Thresholds } from '../../../../signalling/protocol/index.ts';
import type { FacesPage } from '../../../../renderer/testing/faces/facesPage.ts';
import type { Section } from '../../report/section.ts';
import { describeAttacks, endsOf, isAccepted, type Session } from './describeAttacks.ts';
import type { AttackPlan } from './attackPlan.ts';
import { drawSession } from './drawSession.ts';
import { kindsOf, type Kind } from './kinds.ts';
import { readFilm, readKnown, type Known } from './materials.ts';
import { createPictureReader, type ReadJpeg } from './pictureReader.ts';
import { playSession } from './playSession.ts';

/** Sessions side by side: one is drawn while another is read. */
const AT_ONCE = 2;

type Part = Pick<Section, 'figures' | 'tables' | 'method'>;

export async function measureAttacks(page: Page, thresholds: Thresholds, plan: AttackPlan): Promise<Part> {
  const read = createPictureReader(page);
  const known = await readKnown(read, (jpeg, change) =>
    page.evaluate(([picture, how]) => (globalThis as unknown as { faces: FacesPage }).faces.read(picture, how), [
      jpeg,
      change,
    ] as const),
  );
  const filmed = await readFilm(read);
  const kinds = kindsOf(filmed?.film).filter(({ name }) => name.includes(plan.kind ?? ''));
  const sessions: Session[] = [];
  for (const kind of kinds) {
    const template = kind.isOfFilm ? filmed?.template : undefined;
    const played = await playKind(kind, plan, { known, template, thresholds, read });
    sessions.push(...played);
    console.log(`  ${kind.name}: ${played.filter(isAccepted).length} of ${played.length} accepted; ${endsOf(played)}`);
  }
  return describeAttacks(kinds, sessions);
}

type Play = {
  readonly known: readonly Known[];
  /** Of the person in the film. */
  readonly template: Float32Array | undefined;
  readonly thresholds: Thresholds;
  readonly read: ReadJpeg;
};

async function playKind(kind: Kind, { sessions, seed }: AttackPlan, play: Play): Promise<readonly Session[]> {
  const played: Session[] = [];
  let next = 0;
  const playNext = async (): Promise<void> => {
    while (next < sessions) {
      const at = next;
      next += 1;
      const one = await playOne(kind, seed + at, play);
      if (one) played.push(one);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, playNext));
  return played;
}

async function playOne(
  kind: Kind,
  seed: number,
  { known, template, thresholds, read }: Play,
): Promise<Session | undefined> {
  // Everybody in turn, and held by the next.
  const [victim, holder] = [known[seed % known.length], known[(seed + 7) % known.length]];
  if (!victim || !holder) return undefined;
  const drawn = drawSession(kind, seed, { victim: victim.portrait, holder: holder.portrait });
  const against = { seed, template: template ?? victim.template, thresholds };
  const played = await playSession(drawn, against, read);
  return { ...played, kind, person: template ? 'of the film' : victim.portrait.name };
}
