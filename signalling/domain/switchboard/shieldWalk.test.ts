// Ten thousand seeded days of compose, heartbeat loss, offers, answers and crashes.
import { expect, it } from 'vitest';
import { ShieldWalk, type ShieldWalkResult } from '../../testing/shieldWalk.ts';

const WALKS = 10_000;
const STEPS = 24;

it(
  '[SHIELD-13] rings at nobody who is writing, lets no shield outlive its lease, and loses no caller',
  { timeout: 600_000 },
  () => {
    const sum: Record<keyof ShieldWalkResult, number> = {
      offersWhileShielded: 0,
      outlived: 0,
      lostCallers: 0,
      begins: 0,
      offers: 0,
      withdrawn: 0,
    };
    for (let seed = 1; seed <= WALKS; seed += 1) {
      const result = new ShieldWalk(seed).run(STEPS);
      const wrong = result.offersWhileShielded + result.outlived + result.lostCallers;
      if (wrong > 0) expect.fail(`seed ${seed}: ${JSON.stringify(result)}`);
      for (const name of Object.keys(sum) as (keyof ShieldWalkResult)[]) sum[name] += result[name];
    }
    expect(sum).toMatchObject({ offersWhileShielded: 0, outlived: 0, lostCallers: 0 });
    expect(sum.begins).toBeGreaterThan(WALKS);
    expect(sum.offers).toBeGreaterThan(WALKS);
    expect(sum.withdrawn).toBeGreaterThan(WALKS / 20);
  },
);
