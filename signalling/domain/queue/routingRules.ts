// All that the settings say about routing, in one value. Knows where to look; knows no file.
import type { Queues } from './queue.ts';
import type { HeadStarts } from './rank.ts';
import { PLAIN_PROFILE, type AgentProfile } from './team.ts';

/** What a customer shows who is to be treated otherwise. */
export type Pass = { readonly tier: 'priority' };

export type RoutingRules = {
  readonly queues: Queues;
  readonly headStarts: HeadStarts;
  /** User name → what the settings say about that agent. */
  readonly profiles: ReadonlyMap<string, AgentProfile>;
  /** Code → pass. */
  readonly passes: ReadonlyMap<string, Pass>;
};

export function profileOf(rules: RoutingRules, userName: string): AgentProfile {
  return rules.profiles.get(userName) ?? PLAIN_PROFILE;
}

/** A wrong code is no pass, and no problem either: the customer waits like everybody. */
export function isPriority(rules: RoutingRules, passCode: string | undefined): boolean {
  return passCode !== undefined && rules.passes.get(passCode)?.tier === 'priority';
}
