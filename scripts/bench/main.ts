// `npm run bench`: measures, prints, and with --write refreshes docs/BENCHMARKS.md. `--only=media,server`, or their names, selects.
// `faces --attacks=N` plays N sessions of each attack instead, `--seed=S` from that seed on, `--kind=WORD` of those named so.
import { chromium } from '@playwright/test';
import { existsSync } from 'node:fs';
import { Failure } from '../bootstrap/progress.mjs';
import { buildEverything } from '../build/buildWhatChanged.ts';
import { ensureElectronRuntime } from '../setup/electronRuntime.ts';
import {
  APP_PACKAGES,
  BROWSER_PACKAGES,
  ensureSystemPackages,
  JOURNEY_PACKAGES,
  MAIL_PACKAGES,
  READER_PACKAGES,
} from '../setup/systemPackages.ts';
import { measureApp } from './app/measureApp.ts';
import { measureAssist } from './assist/measureAssist.ts';
import { measureDecisions } from './decisions/measureDecisions.ts';
import { measureDocuments } from './documents/measureDocuments.ts';
import { attackPlanOf } from './faces/attacks/attackPlan.ts';
import { measureFaces, playAttacks } from './faces/measureFaces.ts';
import { measureGuard } from './guard/measureGuard.ts';
import { measureMedia } from './media/measureMedia.ts';
import { measureMisfortunes } from './misfortunes/measureMisfortunes.ts';
import { measureRecovery } from './recovery/measureRecovery.ts';
import { writeDocument } from './report/document.ts';
import { describeMachine, describeMoment } from './report/machine.ts';
import { printSection } from './report/printSection.ts';
import { SECTION_IDS, type Section, type SectionId } from './report/section.ts';
import { measureRooms } from './rooms/measureRooms.ts';
import { measureServer } from './server/measureServer.ts';
import { measureShield } from './shield/measureShield.ts';

/** Tells of windows as they appear. */
const XPROP_PACKAGE = ['x11-utils'] as const;

const MEASUREMENTS: Record<SectionId, () => Promise<Section>> = {
  media: measureMedia,
  server: measureServer,
  decisions: measureDecisions,
  guard: measureGuard,
  recovery: measureRecovery,
  rooms: measureRooms,
  misfortunes: measureMisfortunes,
  shield: measureShield,
  app: measureApp,
  assist: measureAssist,
  documents: measureDocuments,
  faces: measureFaces,
};

export async function main(): Promise<void> {
  const words = process.argv.slice(3);
  const attacks = attackPlanOf(words);
  const { selected, write } = readArguments(words.filter((word) => !ATTACK_WORD.test(word)));
  if (attacks && (selected.join() !== 'faces' || write)) {
    throw new Failure('--attacks, --seed and --kind go with: npm run bench -- faces');
  }
  await prepare(selected);
  const machine = describeMachine();
  console.log(`\n${machine}`);
  const missed: string[] = [];
  for (const id of selected) {
    const moment = describeMoment();
    console.log(`\n── ${id} (${moment})`);
    const section = attacks ? await playAttacks(attacks) : await MEASUREMENTS[id]();
    printSection(section);
    missed.push(...section.figures.filter(({ verdict }) => verdict === 'missed').map(({ name }) => `${id}: ${name}`));
    // Written at once: what comes later may fail.
    if (write) await writeDocument([section], `\`npm run bench -- --only=${id}\` · ${machine} · ${moment}`);
  }
  console.log(missed.length === 0 ? '\nEvery goal is met.' : `\nMissed:\n  ${missed.join('\n  ')}`);
}

const ATTACK_WORD = /^--(attacks|seed|kind)=(.+)$/;

function readArguments(words: readonly string[]): { selected: readonly SectionId[]; write: boolean } {
  let selected: readonly SectionId[] = SECTION_IDS;
  for (const word of words) {
    if (word === '--write') continue;
    const names = (/^--only=(.+)$/.exec(word)?.[1] ?? word).split(',');
    if (!names.every((name): name is SectionId => SECTION_IDS.some((id) => id === name))) {
      throw new Failure(`Not understood: ${word}. Use --write, and any of ${SECTION_IDS.join(', ')}.`);
    }
    selected = SECTION_IDS.filter((id) => names.includes(id));
  }
  return { selected, write: words.includes('--write') };
}

async function prepare(selected: readonly SectionId[]): Promise<void> {
  // These need the server alone.
  if (selected.every((id) => id === 'misfortunes' || id === 'decisions')) return;
  const needsBrowser = !existsSync(chromium.executablePath());
  const mail = selected.includes('shield') ? [...MAIL_PACKAGES, XPROP_PACKAGE] : [];
  await ensureSystemPackages([
    ...APP_PACKAGES,
    ...JOURNEY_PACKAGES,
    ...mail,
    ...(needsBrowser ? BROWSER_PACKAGES : []),
  ]);
  if (selected.includes('assist')) {
    // Without it the rest is measured all the same.
    await ensureSystemPackages(READER_PACKAGES).catch((error: unknown) => console.log(String(error)));
  }
  await ensureElectronRuntime();
  await buildEverything();
}
