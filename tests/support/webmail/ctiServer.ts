// The app's side of CTI for tests without its window: the real engine, socket and relay, and a record of what was said.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { CtiMessage } from '../../../electron/contract/cti.ts';
import { createReplyEngine, type ReplyEngine } from '../../../electron/main/cti/engine/createReplyEngine.ts';
import { DEFAULT_REPLY_POLICY } from '../../../electron/main/cti/engine/replyPolicy.ts';
import { openSocket } from '../../../electron/main/cti/socket/openSocket.ts';

export interface CtiServer {
  /** The program that a native messaging manifest names. */
  readonly relayProgram: string;
  /** What mail programs said since the last `forget`, oldest first. */
  readonly said: readonly CtiMessage[];
  /** `begun`, `ended sent`, `ended vanished`, …: what the app made of it since the last `forget`. */
  readonly noticed: readonly string[];
  /** Connections that have said hello and are connected. */
  readonly connected: () => number;
  /** Mails that are being written. */
  readonly openMails: () => number;
  readonly forget: () => void;
  readonly setHeld: ReplyEngine['setHeld'];
  readonly takeCalls: ReplyEngine['takeCalls'];
  readonly close: () => Promise<void>;
}

/** Shorter than the product's, so that a test sees it pass. */
const GRACE_MS = 3_000;
const RELAY = fileURLToPath(new URL('../../../electron/relay/index.ts', import.meta.url));
const QUIET = { info: ignore, warn: ignore, error: ignore, debug: ignore };

export async function startCtiServer(): Promise<CtiServer> {
  const folder = mkdtempSync(join(tmpdir(), 'visavis-cti-'));
  const said: CtiMessage[] = [];
  const noticed: string[] = [];
  let connected = 0;
  const engine = createReplyEngine({
    policy: { ...DEFAULT_REPLY_POLICY, graceMs: GRACE_MS },
    clock: { nowMs: () => performance.now(), startTimer },
    notify: (name, payload) => {
      if (name === 'reply.begun') noticed.push('begun');
      if (name === 'reply.ended' && 'how' in payload) noticed.push(`ended ${payload.how}`);
    },
    log: QUIET,
    run: 'test',
  });
  const watched: ReplyEngine = {
    ...engine,
    join: (listener, end) => {
      const place = engine.join(listener, end);
      connected += 1;
      return {
        ...place,
        say: (message) => {
          said.push(message);
          place.say(message);
        },
        left: () => {
          connected -= 1;
          place.left();
        },
      };
    },
  };
  const place = { address: join(folder, 'cti.sock'), folder };
  const listener = await openSocket({ place, engine: watched, log: QUIET });
  if (listener === undefined) throw new Error('The CTI socket did not open.');
  const relayProgram = join(folder, 'relay.sh');
  writeFileSync(
    relayProgram,
    `#!/bin/sh\nVISAVIS_CTI_DIR='${folder}' exec '${process.execPath}' '${RELAY}' 2>/dev/null\n`,
    { mode: 0o700 },
  );
  return {
    relayProgram,
    said,
    noticed,
    connected: () => connected,
    openMails: () => engine.list().length,
    forget: () => {
      said.length = 0;
      noticed.length = 0;
    },
    setHeld: engine.setHeld,
    takeCalls: engine.takeCalls,
    close: async () => {
      engine.dispose();
      await listener.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function startTimer(delayMs: number, onDue: () => void): () => void {
  const timer = setTimeout(onDue, delayMs);
  return () => clearTimeout(timer);
}

function ignore(): void {
  // The record is what counts.
}
