// Two hundred misfortunes of one server, its disk and its settings, one after the other: how often each, and what was lost.
import { walkThroughMisfortunes, type WalkReport } from '../../../signalling/testing/misfortunes/walk.ts';
import { countFromEnv } from '../measure/countFromEnv.ts';
import { atMost, noGoal, type Section } from '../report/section.ts';

const SAID_EVERY = 10;
/** By the name of the misfortune, in the words of the report. */
const WORDS: Readonly<Record<string, string>> = {
  kill: 'server killed (`kill -9`), started again',
  diskFull: 'disk full, then freed',
  writesRefused: 'writes to the disk refused, then taken',
  startOnReadOnlyDisk: 'server killed, disk read-only: the start is refused until it is not',
  settingsGarbled: 'settings garbled: refused, server killed, start refused until they are right',
  settingsTruncated: 'settings cut off: refused, then right again',
  settingsGone: 'settings gone: refused, server killed, start refused until they are back',
  settingsReplaced: 'settings changed, server killed and started again, settings changed back',
};

export async function measureMisfortunes(): Promise<Section> {
  const rounds = countFromEnv('VISAVIS_BENCH_MISFORTUNES', 200);
  const seed = countFromEnv('VISAVIS_SEED', 11_28);
  const report = await walkThroughMisfortunes(rounds, seed, (round, name) => {
    if ((round + 1) % SAID_EVERY === 0) console.log(`  ${round + 1}/${rounds}: ${name}`);
  });
  for (const sentence of report.violations) console.log(`  lost: ${sentence}`);
  return describe(rounds, seed, report);
}

function describe(rounds: number, seed: number, { befell, line, talks, kept, violations }: WalkReport): Section {
  const acknowledged = line.inLine + line.leaving + line.left;
  const lost = violations.length;
  return {
    id: 'misfortunes',
    title: 'Misfortunes',
    method: [
      `One server process (\`signalling/main.ts\`, demo accounts) with its store on a disk of 16 MB; ${rounds} misfortunes in random order (seed ${seed}), each of which must take place to count. Before each, three callers come to a queue that nobody serves, and half of them leave again; it strikes after that or up to 30 ms into it. An agent is in an answered call meanwhile, with another caller waiting behind; in every second case one of both hangs up within 40 ms of its beginning.`,
      'Lost counts: an acknowledged call that is not there or not as it was said, a place further back, an order changed, a call that is over for one side and not for the other, a call over that nobody ended, one that goes on after it was acknowledged as ended, an outcome told that is not the one on record, and another than the next caller rung for. Where a call goes on, a signal of the agent reaches the customer. In the end the store is read as it lies there.',
    ],
    figures: [
      atMost('acknowledged and lost, or left open though over', '0', 0, lost, String(lost)),
      noGoal('misfortunes', String(rounds)),
      noGoal(
        'calls in line acknowledged (left, in line to the end, cut off while leaving)',
        `${acknowledged} (${line.left}, ${line.inLine}, ${line.leaving})`,
      ),
      noGoal(
        'answered calls that one came upon (went on, ended in it)',
        `${talks.met} (${talks.wentOn}, ${talks.endedInIt})`,
      ),
      noGoal(
        'in the store in the end: ended with an outcome, in line, in a call',
        `${kept.ended}, ${kept.waiting}, ${kept.active}`,
      ),
    ],
    tables: [
      {
        caption: 'What befell it',
        header: ['', 'times'],
        rows: [...befell].sort(([, a], [, b]) => b - a).map(([name, times]) => [WORDS[name] ?? name, String(times)]),
      },
    ],
  };
}
