// The app's side of CTI without the app: its real engine and CTI socket, and a record of all they say and hear.
import type { CtiMessage } from '../../../electron/contract/cti.ts';
import type { HostNotice, HostNoticePayload } from '../../../electron/contract/index.ts';
import { createReplyEngine } from '../../../electron/main/cti/engine/createReplyEngine.ts';
import { DEFAULT_REPLY_POLICY, type ReplyPolicy } from '../../../electron/main/cti/engine/replyPolicy.ts';
import { openSocket } from '../../../electron/main/cti/socket/openSocket.ts';
import { socketPath } from '../../../electron/relay/socketPath.ts';
import { until } from '../desktop.ts';

export interface ListeningApp {
  /** What connections have said, as text: `type`, and with it outcome or kind. */
  readonly heard: string[];
  /** What the page would have been told, as text; renewals are left out. */
  readonly told: string[];
  /** Everything that came over the wire. */
  readonly wire: CtiMessage[];
  /** Waits until the records say this after what was waited for before. */
  readonly hears: (what: string) => Promise<void>;
  readonly tells: (what: string) => Promise<void>;
  readonly close: () => Promise<void>;
}

const QUIET = { debug: () => undefined, info: () => undefined, warn: () => undefined, error: () => undefined };
let runs = 0;

export async function listenAsApp(ctiFolder: string, policy: Partial<ReplyPolicy> = {}): Promise<ListeningApp> {
  const heard: string[] = [];
  const told: string[] = [];
  const wire: CtiMessage[] = [];
  runs += 1;
  const engine = createReplyEngine({
    policy: { ...DEFAULT_REPLY_POLICY, ...policy },
    clock: {
      nowMs: () => performance.now(),
      startTimer: (delayMs, onDue) => {
        const timer = setTimeout(onDue, delayMs);
        return () => clearTimeout(timer);
      },
    },
    notify: <N extends HostNotice>(name: N, payload: HostNoticePayload<N>) => {
      if (name === 'reply.renewed') return;
      told.push([name, 'how' in payload ? payload.how : 'kind' in payload ? payload.kind : ''].join(' ').trim());
    },
    log: QUIET,
    run: `test${runs}`,
  });
  const listener = await openSocket({
    place: socketPath({ env: { VISAVIS_CTI_DIR: ctiFolder }, platform: 'linux', home: '', userName: '' }),
    log: QUIET,
    engine: {
      ...engine,
      join: (who, end) => {
        const place = engine.join(who, end);
        return {
          ...place,
          say: (message) => {
            wire.push(message);
            heard.push(describe(message));
            place.say(message);
          },
        };
      },
    },
  });
  if (listener === undefined) throw new Error('The CTI socket did not open.');
  const reader = (record: readonly string[], name: string): ((what: string) => Promise<void>) => {
    let read = 0;
    return (what) => {
      const sayMissing = (): string => `the app ${name} “${what}”; since then: ${record.slice(read).join(', ')}`;
      return until(sayMissing, () => {
        const at = record.indexOf(what, read);
        if (at === -1) return false;
        read = at + 1;
        return true;
      });
    };
  };
  return {
    heard,
    told,
    wire,
    hears: reader(heard, 'hears'),
    tells: reader(told, 'tells'),
    close: async () => {
      engine.dispose();
      await listener.close();
    },
  };
}

function describe(message: CtiMessage): string {
  const detail =
    message.type === 'end'
      ? message.outcome
      : message.type === 'begin'
        ? message.mail.kind
        : message.type === 'sync'
          ? `of ${message.list.length}`
          : '';
  return `${message.type} ${detail}`.trim();
}
