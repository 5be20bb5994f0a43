// The organisation's policy while the app runs: read at the start and from time to time; what was good last stays for what is wrong now.
import { NO_POLICY, type Policy } from '../../contract/policy.ts';
import type { Log } from '../log/createLog.ts';
import type { StateFile } from '../stateFile/createStateFile.ts';
import { joinPolicies, parsePolicy } from './parsePolicy.ts';
import type { PolicyTexts } from './policyPlaces.ts';

export type WatchedPolicy = {
  readonly current: Policy;
  /** Called after each change. */
  onChange: (listener: () => void) => void;
  /** Reads again, now. */
  look: () => void;
};

export type PolicySources = {
  /** Throws where it is there and cannot be read. */
  readonly read: () => PolicyTexts;
  /** Across starts: what was good last. */
  readonly memory: Pick<StateFile, 'read' | 'save'>;
  readonly log: Log;
};

type Scope = keyof PolicyTexts;
type LastGood = Readonly<Record<Scope, Policy>>;

export function watchPolicy({ read, memory, log }: PolicySources): WatchedPolicy {
  const listeners: (() => void)[] = [];
  let lastGood = remembered(memory.read());
  let lastSeen: string | undefined;

  function look(): void {
    const texts = textsNow();
    const seen = JSON.stringify(texts);
    if (texts === undefined || seen === lastSeen) return;
    lastSeen = seen;
    let wrong = 0;
    const of = (scope: Scope): Policy => {
      const text = texts[scope];
      if (text === undefined) return NO_POLICY;
      const { policy, problems: ofScope } = parsePolicy(text, lastGood[scope]);
      for (const { path, reason } of ofScope) {
        log.error('policy not obeyed', { scope, path, reason });
        wrong += 1;
      }
      return policy;
    };
    lastGood = { machine: of('machine'), user: of('user') };
    memory.save(JSON.stringify(lastGood));
    log.info('policy read', { fixed: count('fixed'), recommended: count('recommended'), problems: wrong });
    for (const listener of listeners) listener();
  }

  function textsNow(): PolicyTexts | undefined {
    try {
      return read();
    } catch (cause) {
      if (lastSeen !== 'unreadable')
        log.error('policy not read', { cause: cause instanceof Error ? cause.message : '' });
      lastSeen = 'unreadable';
      return undefined;
    }
  }

  const current = (): Policy => joinPolicies(lastGood.machine, lastGood.user);
  const count = (part: keyof Policy): number => Object.keys(current()[part]).length;

  look();
  return {
    get current() {
      return current();
    },
    onChange: (listener) => listeners.push(listener),
    look,
  };
}

/** It was written by this app, and whoever can write it can do what they like; a damaged one is none. */
function remembered(text: string | undefined): LastGood {
  const none = { machine: NO_POLICY, user: NO_POLICY };
  if (text === undefined) return none;
  try {
    const { machine, user } = JSON.parse(text) as Record<Scope, unknown>;
    return {
      machine: parsePolicy(JSON.stringify(machine)).policy,
      user: parsePolicy(JSON.stringify(user)).policy,
    };
  } catch {
    return none;
  }
}
