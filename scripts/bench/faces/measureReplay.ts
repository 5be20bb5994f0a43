// Whether a film of somebody passes for them: sessions that passed, and films of photos and screens, all through a camera, a call
// and the product's worker, are played to checks that ask for other orders.
import type { Page } from '@playwright/test';
import { FaceWatch, type WatchResult } from '../../../renderer/core/faces/check/faceWatch.ts';
import { averaged } from '../../../renderer/core/faces/descriptor.ts';
import { isDescribed } from '../../../renderer/core/faces/isDescribed.ts';
import { PROMPTS } from '../../../renderer/core/faces/liveness/prompts.ts';
import type { FacesPage, RecordedPicture } from '../../../renderer/testing/faces/facesPage.ts';
import type { Thresholds } from '../../../signalling/protocol/index.ts';
import { atLeast, atMost, type Section } from '../report/section.ts';
import { readClips, type Clip } from './clips.ts';

const SEEDS = 1000;
/** Orders in which the sessions were filmed: far from those that are asked for. */
const FILMED_SEEDS = [500_001, 500_002, 500_003];
const FILM_MS = 3_000;
const LONGEST_MS = 90_000;

type Film = { readonly name: string; readonly pictures: readonly RecordedPicture[] };
type Session = Film & { readonly seed: number; readonly isPassed: boolean };
type Part = Pick<Section, 'figures' | 'tables' | 'method'>;

/** Without the films there is nothing to play. `openFilmed`: a page whose camera shows a person who does what they are asked. */
export async function measureReplay(
  page: Page,
  openFilmed: () => Promise<Page>,
  thresholds: Thresholds,
): Promise<Part> {
  const clips = readClips(1).filter(({ isAttack }) => isAttack);
  if (clips.length === 0) return { figures: [], tables: [], method: [] };
  const sessions = await recordSessions(await openFilmed());
  const photos = await recordClips(page, clips);
  const passed = sessions.filter(({ isPassed }) => isPassed);
  const count = (film: Film): number => countAccepted(film, thresholds);
  return describeReplay(sessions.length, {
    sessions: passed.map((film) => {
      const isAcceptedInOwnOrder = isAccepted(play(film, film.seed, thresholds));
      return { film, isAcceptedInOwnOrder, accepted: count(film) };
    }),
    photos: photos.map((film) => ({ film, accepted: count(film) })),
  });
}

type Played = { readonly film: Film; readonly accepted: number };
type AllPlayed = {
  /** Those that passed. */
  readonly sessions: readonly (Played & { readonly isAcceptedInOwnOrder: boolean })[];
  readonly photos: readonly Played[];
};

function describeReplay(recorded: number, { sessions, photos }: AllPlayed): Part {
  const own = sessions.filter(({ isAcceptedInOwnOrder }) => isAcceptedInOwnOrder).length;
  const worst = Math.max(...sessions.map(({ accepted }) => accepted));
  const accepted = photos.reduce((sum, photo) => sum + photo.accepted, 0);
  return {
    figures: [
      atLeast(
        'sessions of the person themself that pass',
        'all',
        recorded,
        sessions.length,
        `${sessions.length} of ${recorded}`,
      ),
      atLeast(
        'films of these, played to their own order: accepted',
        'all',
        sessions.length,
        own,
        `${own} of ${sessions.length}`,
      ),
      atMost(
        `film of a session that passed, played to ${SEEDS} other orders: accepted`,
        '≤ 1 %',
        0.01,
        worst / SEEDS,
        `${worst} of ${SEEDS}, worst of ${sessions.length} films`,
      ),
      atMost(
        'films of photos and screens, played to as many orders: accepted',
        '0',
        0,
        accepted,
        `${accepted} of ${photos.length * SEEDS}`,
      ),
    ],
    tables: [
      {
        caption: 'Films played to a check, each compared with a template of the person in it',
        header: ['film', 'pictures', 'accepted in its own order', `accepted in ${SEEDS} orders`],
        rows: [
          ...sessions.map(({ film, isAcceptedInOwnOrder, accepted: count }) => [
            film.name,
            String(film.pictures.length),
            isAcceptedInOwnOrder ? 'yes' : 'no',
            String(count),
          ]),
          ...photos.map(({ film, accepted: count }) => [film.name, String(film.pictures.length), '–', String(count)]),
        ],
      },
    ],
    method: [
      `Films: ${FILMED_SEEDS.length} sessions in which a scripted person (cut from \`genuine_turning_a\`, lids painted) answered an order of prompts, and the films of attacks, each read once through a camera, two peer connections and the worker; what was read, with its times, is then played to the product’s check for ${SEEDS} seeds, a film over and over until the check ends. Accepted means: presence shown and a match with a template made of the film itself, the best that an attacker could hope for. There are 11608 orders where the page knows all six prompts (786 of the first four), so that one in so many is the same by chance.`,
    ],
  };
}

async function recordSessions(filmed: Page): Promise<readonly Session[]> {
  const sessions: Session[] = [];
  for (const seed of FILMED_SEEDS) {
    console.log(`  a session in the order of ${seed} …`);
    const recorded = await filmed.evaluate(
      (asked) => (globalThis as unknown as { faces: FacesPage }).faces.record(asked),
      seed,
    );
    sessions.push({ name: `session ${seed}`, seed, ...recorded });
  }
  return sessions;
}

async function recordClips(page: Page, clips: readonly Clip[]): Promise<readonly Film[]> {
  const films: Film[] = [];
  for (const { name, pictures } of clips) {
    console.log(`  ${name}, through a call …`);
    const read = await page.evaluate(
      ([film, durationMs]) => (globalThis as unknown as { faces: FacesPage }).faces.recordFilm(film, durationMs),
      [pictures, FILM_MS] as const,
    );
    films.push({ name, pictures: read });
  }
  return films;
}

function countAccepted(film: Film, thresholds: Thresholds): number {
  return Array.from({ length: SEEDS }, (_none, at) => at + 1).filter((seed) => isAccepted(play(film, seed, thresholds)))
    .length;
}

function isAccepted({ liveness, verdict }: WatchResult): boolean {
  return liveness === 'passed' && verdict === 'match';
}

/** The film from its beginning, over and over. */
function play({ pictures }: Film, seed: number, thresholds: Thresholds): WatchResult {
  const described = pictures.flatMap(({ largest }) => (largest ? [Float32Array.from(largest.descriptor)] : []));
  const watch = new FaceWatch({ seed, isStrict: false, among: PROMPTS, template: averaged(described), thresholds });
  const lastMs = pictures.at(-1)?.atMs ?? 0;
  for (let roundMs = 0; roundMs < LONGEST_MS; roundMs += lastMs + 100) {
    for (const picture of pictures) {
      const atMs = roundMs + picture.atMs;
      const wanted = watch.wants(atMs);
      const { faces, brightness, width, height, largest } = picture;
      // What was not looked at for its relief has as much as its maker could wish.
      const pixels = { relief: largest?.relief ?? 1, shade: largest?.shade ?? 1 };
      const eyed = largest && { ...largest, ...pixels, openness: wanted.eyes ? largest.openness : undefined };
      const seen = eyed && {
        ...eyed,
        descriptor: isDescribed(wanted.descriptor, eyed) ? Float32Array.from(eyed.descriptor) : undefined,
      };
      const reading = { faces, brightness, largest: seen };
      for (const news of watch.observe({ atMs, wanted, reading, size: { width, height } })) {
        if (news.name === 'ended') return news.result;
      }
    }
  }
  const ended = watch.giveUp();
  if (ended.name !== 'ended') throw new Error('a check that is given up has ended');
  return ended.result;
}
