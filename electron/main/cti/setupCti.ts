// The CTI interfaces for mail programs and the engine behind them, as one capability of the shell. Knows which interfaces there are.
import { randomBytes } from 'node:crypto';
import { homedir, userInfo } from 'node:os';
import { join } from 'node:path';
import { socketPath } from '../../relay/socketPath.ts';
import type { SendNotice } from '../hostCalls/setupHostCalls.ts';
import type { Log } from '../log/createLog.ts';
import { createStateFile } from '../stateFile/createStateFile.ts';
import { createDecisionFile } from './decisionFile.ts';
import { createReplyEngine, type ReplyEngine } from './engine/createReplyEngine.ts';
import type { ReplyPolicy } from './engine/replyPolicy.ts';
import { openLoopback } from './loopback/openLoopback.ts';
import type { LoopbackPolicy } from './loopback/policy.ts';
import { openSocket } from './socket/openSocket.ts';

export type Cti = Pick<ReplyEngine, 'list' | 'setHeld' | 'takeCalls' | 'screenLocked'> & {
  /** Resolves when every interface is closed. */
  readonly close: () => Promise<void>;
};

export type CtiOptions = {
  readonly policy: ReplyPolicy;
  readonly loopbackDoor: LoopbackPolicy | undefined;
  readonly notify: SendNotice;
  readonly log: Log;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly userDataFolder: string;
};

export function setupCti({ policy, loopbackDoor, notify, log, env, userDataFolder }: CtiOptions): Cti {
  const decisions = createStateFile({
    file: join(userDataFolder, 'mailDecisions.json'),
    pauseMs: DECISIONS_PAUSE_MS,
    onFailure: () => log.warn('decisions about mails not written'),
  });
  const engine = createReplyEngine({
    policy,
    // Date would jump when the machine's clock is set.
    clock: { nowMs: () => performance.now(), startTimer },
    notify,
    log,
    run: randomBytes(8).toString('hex'),
    memory: createDecisionFile(decisions, Date.now, () => log.warn('decisions about mails not read')),
  });
  const place = socketPath({ env, platform: process.platform, home: homedir(), userName: userInfo().username });
  const opening = [
    openSocket({ place, engine, log }),
    ...(loopbackDoor === undefined ? [] : [openLoopback({ policy: loopbackDoor, engine, log })]),
  ];
  return {
    list: engine.list,
    setHeld: engine.setHeld,
    takeCalls: engine.takeCalls,
    screenLocked: engine.screenLocked,
    close: async () => {
      engine.dispose();
      decisions.flush();
      for (const listener of await Promise.all(opening)) await listener?.close();
    },
  };
}

/** Several events of one moment are one write; no person is quicker. */
const DECISIONS_PAUSE_MS = 100;

/** The longest delay that Node's timers take; waking early does no harm. */
const LONGEST_DELAY_MS = 2_147_483_647;

function startTimer(delayMs: number, onDue: () => void): () => void {
  const timer = setTimeout(onDue, Math.min(delayMs, LONGEST_DELAY_MS));
  return () => clearTimeout(timer);
}
