// What Windows and macOS print of their policies, as the text that Linux has in a file. Pure.
import { POLICIES, type PolicyName } from '../../contract/policy.ts';

/** Below the key of the organisation's; what is in here is only recommended. */
export const RECOMMENDED = 'Recommended';

/**
 * `printed`: by `reg query HKLM\Software\Policies\Visavis /s`: a line a key, beginning with its hive, and below it a line a value, of its name, type
 * and data. Numbers are `0x…`; there are no flags, so 1 and 0 stand for them.
 */
export function fromRegistry(printed: string): string {
  const policy = { fixed: {} as Record<string, unknown>, recommended: {} as Record<string, unknown> };
  let part: Record<string, unknown> | undefined;
  for (const line of printed.split(/\r?\n/)) {
    if (/^HKEY_/.test(line)) part = partOf(line.trimEnd(), policy);
    const [, name, type, data] = /^ {4}(\S+) {4}(REG_\w+) {4}(.*)$/.exec(line) ?? [];
    if (part === undefined || name === undefined || data === undefined) continue;
    part[name] = type === 'REG_DWORD' ? numberOf(name, data) : data;
  }
  return JSON.stringify(policy);
}

/** `printed`: by `plutil -convert json -o -` of the managed preferences. macOS adds keys of its own; they are none of ours. */
export function fromManagedPreferences(printed: string): string {
  const { [RECOMMENDED]: recommended = {}, ...fixed } = JSON.parse(printed) as Record<string, unknown>;
  const own = Object.fromEntries(Object.entries(fixed).filter(([name]) => !name.startsWith('Payload')));
  return JSON.stringify({ fixed: own, recommended });
}

function partOf<P>(key: string, { fixed, recommended }: { fixed: P; recommended: P }): P | undefined {
  if (/\\Policies\\Visavis$/i.test(key)) return fixed;
  return new RegExp(`\\\\Policies\\\\Visavis\\\\${RECOMMENDED}$`, 'i').test(key) ? recommended : undefined;
}

function numberOf(name: string, data: string): number | boolean {
  const number = Number(data);
  const isFlag = Object.hasOwn(POLICIES, name) && POLICIES[name as PolicyName].kind === 'flag';
  return isFlag && (number === 0 || number === 1) ? number === 1 : number;
}
