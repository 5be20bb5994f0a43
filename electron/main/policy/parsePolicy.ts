// What an organisation has written, as far as it can be obeyed, and a sentence for each line that cannot. Pure; knows no place that it comes from.
import {
  NO_POLICY,
  POLICIES,
  policyMust,
  policySchema,
  type Policy,
  type PolicyName,
  type PolicyValues,
} from '../../contract/policy.ts';

/** `path`: as in the file, such as `fixed.Language`. Never holds a value: it may be a secret in the wrong place. */
export type PolicyProblem = { readonly path: string; readonly reason: string };
export type ParsedPolicy = { readonly policy: Policy; readonly problems: readonly PolicyProblem[] };

/** More than this is no policy of ours. */
export const MAX_POLICY_CHARACTERS = 100_000;

/** `lastGood`: what stays for a line that is wrong. */
export function parsePolicy(text: string, lastGood: Policy = NO_POLICY): ParsedPolicy {
  const content = text.length > MAX_POLICY_CHARACTERS ? undefined : parsed(text);
  if (!isRecord(content))
    return whole(lastGood, 'must be a JSON object such as {"fixed": {"ServerOrigin": "https://visavis.example.org"}}');
  const problems: PolicyProblem[] = [];
  const part = (name: keyof Policy): PolicyValues => {
    const values = content[name] ?? {};
    if (isRecord(values)) return partOf(name, values, lastGood[name], problems);
    problems.push({ path: name, reason: 'must be an object' });
    return lastGood[name];
  };
  const policy = { fixed: part('fixed'), recommended: part('recommended') };
  for (const name of Object.keys(content))
    if (!(name in policy)) problems.push({ path: name, reason: 'must be one of fixed, recommended' });
  return { policy, problems };
}

function partOf(
  part: string,
  values: Readonly<Record<string, unknown>>,
  lastGood: PolicyValues,
  problems: PolicyProblem[],
): PolicyValues {
  const good: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(values)) {
    const path = `${part}.${name}`;
    if (!Object.hasOwn(POLICIES, name)) {
      problems.push({ path, reason: 'is not known to this version' });
      continue;
    }
    const entry = POLICIES[name as PolicyName];
    if (policySchema(entry).safeParse(value).success) good[name] = value;
    else {
      problems.push({ path, reason: policyMust(entry) });
      if (lastGood[name as PolicyName] !== undefined) good[name] = lastGood[name as PolicyName];
    }
  }
  return good;
}

/** The machine's goes before the person's. */
export function joinPolicies(machine: Policy, user: Policy): Policy {
  return {
    fixed: { ...user.fixed, ...machine.fixed },
    recommended: { ...user.recommended, ...machine.recommended },
  };
}

function whole(policy: Policy, reason: string): ParsedPolicy {
  return { policy, problems: [{ path: '', reason }] };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
