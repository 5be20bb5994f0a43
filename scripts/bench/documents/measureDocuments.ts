// Two thousand seeded forms, agreed and proved. What has been played of a commit is kept, so that a run that was cut off goes on.
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { checkSeededForm, type CheckedForm } from '../../../tests/support/documents/checkSeededForm.ts';
import { atLeast, atMost, noGoal, type Section } from '../report/section.ts';

const FORMS = 2_000;
const KEEP_EVERY = 50;

type Progress = { played: number; refused: CheckedForm[]; wrong: CheckedForm[]; tookMs: number };

export async function measureDocuments(): Promise<Section> {
  const folder = join(homedir(), '.cache/visavis/bench');
  mkdirSync(folder, { recursive: true });
  const commit = execFileSync('git', ['rev-parse', '--short', 'HEAD'], { encoding: 'utf8' }).trim();
  const file = join(folder, `seededForms-${commit}.json`);
  const progress: Progress = existsSync(file)
    ? (JSON.parse(readFileSync(file, 'utf8')) as Progress)
    : { played: 0, refused: [], wrong: [], tookMs: 0 };
  while (progress.played < FORMS) {
    await playOne(progress);
    if (progress.played % KEEP_EVERY !== 0) continue;
    writeFileSync(file, JSON.stringify(progress));
    console.log(`  form ${progress.played} of ${FORMS} …`);
  }
  return describe(progress);
}

async function playOne(progress: Progress): Promise<void> {
  const startedMs = performance.now();
  const checked = await checkSeededForm(progress.played + 1);
  progress.played += 1;
  progress.tookMs += performance.now() - startedMs;
  if (checked.wrong.length > 0) progress.wrong.push(checked);
  if (checked.refused !== undefined) progress.refused.push(checked);
}

function describe({ played, refused, wrong, tookMs }: Progress): Section {
  const agreed = played - refused.length;
  return {
    id: 'documents',
    title: 'Agreed documents',
    method: [
      'Forms are made from seeds (`tests/support/documents/seededForms.ts`): kinds of fields, flags, turned and cropped pages, encodings, missing appearances, values in many scripts.',
      'Each is made into an agreed file and proved by the product’s code, in Node on a canvas of its own; the file is then read by other code for what must and must not be in it.',
    ],
    figures: [
      atMost(
        'agreed files that lack what was seen or hold what was not',
        '0',
        0,
        wrong.length,
        `${wrong.length} of ${played}`,
      ),
      atLeast('forms that are agreed', '97 %', 0.97, agreed / played, `${((100 * agreed) / played).toFixed(1)} %`),
      noGoal('forms that are refused before anybody is asked', `${refused.length} of ${played}`),
      noGoal('all of them, one after another', `${(tookMs / 60_000).toFixed(0)} min`),
      noGoal('a page of 400 × 400 points: made, proved and read', `${(tookMs / played).toFixed(0)} ms`),
    ],
    tables: [
      {
        caption: 'Refused before anybody was asked',
        header: ['seed', 'form', 'why'],
        rows: refused.slice(0, 20).map(({ seed, kind, refused: why }) => [String(seed), kind, why ?? '']),
      },
    ],
  };
}
