// All that the settings say about routing, in one value. Knows where to look; knows no file.
import type { AgentId } from '../../protocol/index.ts';
import type { Queues } from './queue.ts';
import { DEFAULT_HEAD_STARTS, type HeadStarts } from './rank.ts';
import { PLAIN_PROFILE, teamOf, type AgentProfile, type Team } from './team.ts';

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

/** The rules as the switchboard needs them: worked out once, not at every decision. */
export type Routing = {
  readonly headStarts: HeadStarts;
  readonly teams: ReadonlyMap<AgentId, Team>;
  /** Of agents who are not in `teams`. */
  readonly plainTeam: Team;
  readonly passes: ReadonlyMap<string, Pass>;
};

/** An account as far as routing is concerned. */
export type RoutedAccount = { readonly agentId: AgentId; readonly userName: string };

export function routingOf(rules: RoutingRules, accounts: readonly RoutedAccount[]): Routing {
  return {
    headStarts: rules.headStarts,
    teams: new Map(
      accounts.map(({ agentId, userName }) => [agentId, teamOf(profileOf(rules, userName), rules.queues)]),
    ),
    plainTeam: teamOf(PLAIN_PROFILE, rules.queues),
    passes: rules.passes,
  };
}

export function teamOfAgent({ teams, plainTeam }: Routing, agentId: AgentId): Team {
  return teams.get(agentId) ?? plainTeam;
}

/** For queues alone: default head starts, and agents of whom nothing is said. */
export function plainRouting(queues: Queues): Routing {
  return {
    headStarts: DEFAULT_HEAD_STARTS,
    teams: new Map(),
    plainTeam: teamOf(PLAIN_PROFILE, queues),
    passes: new Map(),
  };
}

export function profileOf(rules: RoutingRules, userName: string): AgentProfile {
  return rules.profiles.get(userName) ?? PLAIN_PROFILE;
}

/** A wrong code is no pass, and no problem either: the customer waits like everybody. */
export function isPriority({ passes }: Pick<RoutingRules, 'passes'>, passCode: string | undefined): boolean {
  return passCode !== undefined && passes.get(passCode)?.tier === 'priority';
}
