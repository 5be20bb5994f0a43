// What a real Thunderbird takes: from its windows to calls held, from sent mail to ringing, and when it is killed.
import { startMailDesk, type MailDesk } from '../../../tests/support/mail/mailDesk.ts';
import { startDesktop } from '../../../tests/support/desktop.ts';
import { countFromEnv } from '../measure/countFromEnv.ts';
import { repeat, waitFor } from '../measure/progress.ts';
import { distributionRow, ms, quantile } from '../measure/statistics.ts';
import { atMost, noGoal, type Figure } from '../report/section.ts';
import { watchShield, type ShieldMarks } from './shieldMarks.ts';
import { withWaitingCustomer } from './waitingCustomer.ts';
import { watchWindows, type WindowWatch } from './windowWatch.ts';

const HELD_GOAL_MS = 500;
const RINGS_GOAL_MS = 1_000;
/** Heartbeat and grace, as the engine's policy has them by default. */
const RELEASE_GOAL_MS = 10_000;
const KILLED = 3;
const REPLIES_LIMIT_MS = 90_000;
const KILLS_LIMIT_MS = 60_000;
/** Longer than a window takes to appear; a key that comes while Thunderbird is busy drawing is lost. */
const PRESS_AGAIN_MS = 2_500;
const MAIN_WINDOW = 'Mozilla Thunderbird';

export type ThunderbirdTimes = {
  /** From the key to the window, from the key to calls held, from the window to calls held. */
  readonly windows: number[];
  readonly heldAfterKey: number[];
  readonly held: number[];
  /** What `held` is made of: until the app has heard of it, and from then on. */
  readonly heard: number[];
  readonly heldAfterHeard: number[];
  readonly rings: number[];
  readonly released: number[];
};

type Desk = { readonly mail: MailDesk; readonly marks: ShieldMarks; readonly watch: WindowWatch };

export async function measureThunderbird(): Promise<ThunderbirdTimes> {
  const replies = countFromEnv('VISAVIS_BENCH_MAILS', 20);
  const times: ThunderbirdTimes = {
    windows: [],
    heldAfterKey: [],
    held: [],
    heard: [],
    heldAfterHeard: [],
    rings: [],
    released: [],
  };
  const desktop = await startDesktop();
  try {
    await withWaitingCustomer(desktop, async ({ agent, ctiFolder }) => {
      const mail = await startMailDesk({ ctiFolder, desktop });
      const watch = watchWindows(desktop);
      try {
        const desk = { mail, watch, marks: await watchShield(agent.page) };
        await repeat({ name: 'Thunderbird, answered', count: replies, limitMs: REPLIES_LIMIT_MS }, () =>
          answerMail(desk, times),
        );
        await repeat({ name: 'Thunderbird, killed', count: KILLED, limitMs: KILLS_LIMIT_MS }, (round) =>
          killWhileWriting(desk, times, round),
        );
      } finally {
        await watch.close();
        await mail.close();
      }
    });
  } finally {
    await desktop.close();
  }
  return times;
}

async function answerMail(desk: Desk, times: ThunderbirdTimes): Promise<string> {
  const { mail, marks } = desk;
  const { windowMs, heldMs } = await beginReply(desk, times);
  const before = mail.smtp.received.length;
  await mail.thunderbird.focus('Write: ');
  mail.thunderbird.type('Thank you. ');
  let pressedAtMs = -Infinity;
  const taken = await waitFor('the mail to be sent', 15_000, async () => {
    const received = mail.smtp.received[before];
    if (received === undefined && Date.now() - pressedAtMs > PRESS_AGAIN_MS) {
      await mail.thunderbird.focus('Write: ');
      mail.thunderbird.keys('ctrl+Return');
      pressedAtMs = Date.now();
    }
    return received;
  });
  const ringsMs = (await marks.next('rings', taken.takenAtMs)) - taken.takenAtMs;
  times.rings.push(ringsMs);
  return `window after ${ms(windowMs)}, held ${ms(heldMs)} after it, rang ${ms(ringsMs)} after its sending`;
}

async function killWhileWriting(desk: Desk, times: ThunderbirdTimes, round: number): Promise<string> {
  if (round > 0) await desk.mail.startAgain();
  await beginReply(desk, undefined);
  const killedAtMs = Date.now();
  await desk.mail.thunderbird.kill();
  const ringsMs = (await desk.marks.next('rings', killedAtMs)) - killedAtMs;
  times.released.push(ringsMs);
  return `rang ${ms(ringsMs)} after it`;
}

/** Nothing else runs between key and window, so that the moment at which the window came is read at once. */
async function beginReply(
  { mail, marks, watch }: Desk,
  times: ThunderbirdTimes | undefined,
): Promise<{ windowMs: number; heldMs: number }> {
  await mail.thunderbird.focus(MAIN_WINDOW);
  const { pressedAtMs, windowAtMs } = await waitFor('a compose window', 15_000, async () => {
    const pressedAtMs = Date.now();
    mail.thunderbird.keys('ctrl+r');
    const windowAtMs = await watch.next(pressedAtMs, PRESS_AGAIN_MS);
    return windowAtMs === undefined ? undefined : { pressedAtMs, windowAtMs };
  });
  const heardAtMs = await marks.next('begun', pressedAtMs);
  const heldAtMs = await marks.next('held', pressedAtMs);
  const windowMs = windowAtMs - pressedAtMs;
  const heldMs = heldAtMs - windowAtMs;
  times?.windows.push(windowMs);
  times?.heldAfterKey.push(heldAtMs - pressedAtMs);
  times?.held.push(heldMs);
  times?.heard.push(heardAtMs - windowAtMs);
  times?.heldAfterHeard.push(heldAtMs - heardAtMs);
  return { windowMs, heldMs };
}

export function thunderbirdFigures({ heldAfterKey, held, rings, released }: ThunderbirdTimes): Figure[] {
  const p95 = (values: readonly number[]): number => quantile(values, 0.95);
  const most = Math.max(...released);
  return [
    atMost('Thunderbird: window → calls held, p95', '< 500 ms', HELD_GOAL_MS, p95(held), ms(p95(held))),
    noGoal('Thunderbird: key pressed → calls held, p95', ms(p95(heldAfterKey))),
    atMost('Thunderbird: mail taken → it rings, p95', '< 1000 ms', RINGS_GOAL_MS, p95(rings), ms(p95(rings))),
    atMost('Thunderbird: killed → it rings, most', '≤ 10 s', RELEASE_GOAL_MS, most, ms(most)),
  ];
}

export function thunderbirdRows(times: ThunderbirdTimes): string[][] {
  return [
    distributionRow('key pressed, window there', times.windows),
    distributionRow('window there, page has heard of it', times.heard),
    distributionRow('page has heard of it, calls held', times.heldAfterHeard),
    distributionRow('window there, calls held', times.held),
    distributionRow('key pressed, calls held', times.heldAfterKey),
    distributionRow('mail taken by the server, rings', times.rings),
    distributionRow('killed, rings', times.released),
  ];
}
