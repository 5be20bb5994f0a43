// Kills of the server, of the disk and of the settings at random moments: nothing acknowledged is lost, nobody is left in a call that is over.
import { expect, it, onTestFailed } from 'vitest';
import { walkThroughMisfortunes } from './testing/misfortunes/walk.ts';

const SEED = Number(process.env['VISAVIS_SEED'] ?? 11_28);
/** `npm run bench -- misfortunes` goes through 200. */
const ROUNDS = 20;

it(
  '[OPS-10][STORE-1][STORE-2] nothing acknowledged is lost to a killed server, a disk that takes nothing, or broken settings',
  { timeout: 520_000 },
  async () => {
    onTestFailed(() => {
      process.stderr.write(`seed ${SEED}: run again with VISAVIS_SEED=${SEED}\n`);
    });
    const { befell, line, talks, kept, violations } = await walkThroughMisfortunes(ROUNDS, SEED);
    process.stdout.write(
      `${ROUNDS} misfortunes (${[...befell].map(([name, count]) => `${count} ${name}`).join(', ')}): in line ${JSON.stringify(line)}, talks ${JSON.stringify(talks)}\n`,
    );
    expect(violations).toEqual([]);
    expect(line.left + line.inLine + line.leaving).toBeGreaterThan(ROUNDS);
    expect(line.left).toBeGreaterThan(ROUNDS / 2);
    expect(talks.met).toBe(ROUNDS);
    expect(Math.min(talks.wentOn, talks.endedInIt)).toBeGreaterThan(0);
    expect(kept).toMatchObject({ promised: 0, ringing: 0, active: 0 });
  },
);
