// How well the recogniser tells people apart, and how fast: in the product's own worker, in Chromium, under the policy of the pages.
import type { Browser, Page } from '@playwright/test';
import { averaged, likeness } from '../../../renderer/core/faces/descriptor.ts';
import type { Point } from '../../../renderer/core/faces/reading.ts';
import type { RecogniserFacts } from '../../../renderer/core/faces/recogniser.ts';
import type { Change, FacesPage, ReadPicture } from '../../../renderer/testing/faces/facesPage.ts';
import { buildAndServe } from '../../../tests/support/builtPage.ts';
import { filmPerson } from '../../../tests/support/faceFilm.ts';
import { Failure } from '../../bootstrap/progress.mjs';
import { distributionRow, DISTRIBUTION_HEADER, ms, quantile } from '../measure/statistics.ts';
import { launchBrowser } from '../media/openPages.ts';
import { atMost, type Section } from '../report/section.ts';
import type { AttackPlan } from './attacks/attackPlan.ts';
import { measureAttacks } from './attacks/measureAttacks.ts';
import { detPlot } from './detPlot.ts';
import { curveOf, equalErrorRate } from './errorRates.ts';
import { describeAccuracy, type Compared } from './describeAccuracy.ts';
import { readClips } from './clips.ts';
import { measureGates } from './measureGates.ts';
import { measureCall } from './measureCall.ts';
import { measureReplay } from './measureReplay.ts';
import { describePoses, type ReadClip } from './describePoses.ts';
import { readPeople, type Person } from './people.ts';

/** Stand in for the frames of a call, which a template and a check average. */
const FRAMES: readonly Change[] = [
  {},
  { mirrored: true },
  { scale: 1.06, shift: -0.03 },
  { scale: 0.94, shift: 0.03 },
  { scale: 1.12, shift: -0.06, mirrored: true },
];
const READY_LIMIT_MS = 60_000;
const CLIP_STEP = 5;

type Template = { readonly person: Person; readonly enrolled: Float32Array; readonly probe: Float32Array };

export async function measureFaces(): Promise<Section> {
  const people = readPeople();
  if (!people)
    throw new Failure('The pictures are not here: VISAVIS_FACES names the folder that has london/people.csv.');
  const built = await buildAndServe('renderer/testing/faces', { readsFaces: true });
  const browser = await launchBrowser();
  try {
    const page = await browser.newPage();
    await load(page, built.origin);
    const { facts, readyMs } = await page.evaluate(() => {
      const { faces } = globalThis as unknown as { faces: FacesPage };
      return { facts: faces.facts, readyMs: faces.readyMs };
    });
    const reads: ReadPicture[] = [];
    const templates: Template[] = [];
    for (const [index, person] of people.entries()) {
      if (index % 10 === 0) console.log(`  person ${index + 1} of ${people.length} …`);
      const enrolled = await readFrames(page, person.enrolled, reads);
      const probe = await readFrames(page, person.probe, reads);
      if (enrolled && probe) templates.push({ person, enrolled, probe });
    }
    console.log('  gates …');
    const gates = await measureGates(people, (jpeg, change) => readPicture(page, jpeg, change));
    const poses = describePoses(await readPoses(page));
    const call = await measureCall(page);
    const replay = await measureReplay(page, () => openFilmed(browser, built.origin), facts.thresholds);
    const told = describe(facts, readyMs, reads, templates, people.length);
    return {
      ...told,
      figures: [...gates.figures, ...told.figures, ...call.figures, ...poses.figures, ...replay.figures],
      tables: [...gates.tables, ...told.tables, ...call.tables, ...poses.tables, ...replay.tables],
      method: [...gates.method, ...told.method, ...call.method, ...poses.method, ...replay.method],
    };
  } finally {
    await browser.close();
    await built.close();
  }
}

/** Attacks on the proof that somebody is there, instead of all the rest: it takes hours. */
export async function playAttacks(plan: AttackPlan): Promise<Section> {
  const built = await buildAndServe('renderer/testing/faces', { readsFaces: true });
  const browser = await launchBrowser();
  try {
    const page = await browser.newPage();
    await load(page, built.origin);
    const { thresholds } = await page.evaluate(() => (globalThis as unknown as { faces: FacesPage }).faces.facts);
    return { id: 'faces', title: 'Faces: attacks', ...(await measureAttacks(page, thresholds, plan)) };
  } finally {
    await browser.close();
    await built.close();
  }
}

async function load(page: Page, origin: string): Promise<void> {
  await page.goto(origin);
  await page.waitForFunction(() => 'faces' in globalThis, undefined, { timeout: READY_LIMIT_MS });
}

/** A page whose camera shows a person who does what they are asked. */
async function openFilmed(browser: Browser, origin: string): Promise<Page> {
  const page = await (await browser.newContext({ permissions: ['camera'] })).newPage();
  await filmPerson(page, 'obeys');
  await load(page, origin);
  return page;
}

function readPicture(page: Page, jpeg: string, change: Change): Promise<ReadPicture> {
  return page.evaluate(([picture, how]) => (globalThis as unknown as { faces: FacesPage }).faces.read(picture, how), [
    jpeg,
    change,
  ] as const);
}

/** Undefined where no frame showed a face. */
async function readFrames(page: Page, jpeg: string, reads: ReadPicture[]): Promise<Float32Array | undefined> {
  const descriptors: Float32Array[] = [];
  for (const change of FRAMES) {
    const read = await readPicture(page, jpeg, change);
    reads.push(read);
    if (read.descriptor.length > 0) descriptors.push(Float32Array.from(read.descriptor));
  }
  return descriptors.length > 0 ? averaged(descriptors) : undefined;
}

async function readPoses(page: Page): Promise<readonly ReadClip[]> {
  const read: ReadClip[] = [];
  for (const { name, isAttack, pictures } of readClips(CLIP_STEP)) {
    console.log(`  ${name} …`);
    const faces: (readonly Point[])[] = [];
    for (const picture of pictures) {
      const { landmarks } = await readPicture(page, picture, {});
      if (landmarks.length > 0) faces.push(landmarks);
    }
    read.push({ name, isAttack, faces });
  }
  return read;
}

function compare(templates: readonly Template[]): readonly Compared[] {
  return templates.flatMap((one) =>
    templates.map((other): Compared => ({
      one: one.person,
      other: other.person,
      isSame: one === other,
      likeness: likeness(one.enrolled, other.probe),
    })),
  );
}

function describe(
  facts: RecogniserFacts,
  readyMs: number,
  reads: readonly ReadPicture[],
  templates: readonly Template[],
  people: number,
): Section {
  const compared = compare(templates);
  const of = (isSame: boolean): number[] =>
    compared.filter((each) => each.isSame === isSame).map((each) => each.likeness);
  const curve = curveOf(of(true), of(false));
  const accuracy = describeAccuracy(compared, facts.thresholds, equalErrorRate(curve), people - templates.length);
  const tookMs = reads.slice(1).map((read) => read.tookMs);
  const tensors = new Set(reads.map((read) => read.tensors)).size;
  return {
    id: 'faces',
    title: 'Faces',
    figures: [
      ...accuracy.figures,
      atMost('a picture read, p50', '≤ 150 ms', 150, quantile(tookMs, 0.5), ms(quantile(tookMs, 0.5))),
      atMost('a picture read, p95', '≤ 250 ms', 250, quantile(tookMs, 0.95), ms(quantile(tookMs, 0.95))),
      atMost('models ready', '≤ 2 s', 2000, readyMs, ms(readyMs)),
      atMost('different counts of tensors held after a picture', '1', 1, tensors, String(tensors)),
    ],
    tables: [
      ...accuracy.tables,
      {
        caption: 'One picture of 640 × 640, from the page and back',
        header: DISTRIBUTION_HEADER,
        rows: [distributionRow('detector, 68 points, eyes, descriptor', tookMs)],
      },
    ],
    method: [
      ...accuracy.method,
      `Speed: \`${facts.model}\` in the product’s module worker, WebAssembly with SIMD on one thread, in Chromium under the content security policy of the pages; the first picture, which warms it up, is left out.`,
    ],
    pictures: [
      {
        file: 'faces-det.svg',
        words: 'False matches against false non-matches; zero lies at the edge',
        bytes: Buffer.from(detPlot(curve)),
      },
    ],
  };
}
