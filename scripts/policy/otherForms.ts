// The policy as macOS has it (a configuration profile), as Linux has it (a file), and as a table for people.
import { createHash } from 'node:crypto';
import { POLICIES, POLICY_NAMES, policyMust, type PolicyEntry } from '../../electron/contract/policy.ts';
import { RECOMMENDED } from '../../electron/main/policy/policyText.ts';
import { xml, xmlText, type Xml } from './xml.ts';

const DOMAIN = 'fr.visavis.app';
const DOCTYPE =
  '<!DOCTYPE plist PUBLIC "-//Apple//DTD PLIST 1.0//EN" "http://www.apple.com/DTDs/PropertyList-1.0.dtd">\n';

/** To begin with: the server is fixed, everything else is recommended as it comes. */
function starter(): { fixed: Record<string, unknown>; recommended: Record<string, unknown> } {
  const of = (names: readonly (keyof typeof POLICIES)[]): Record<string, unknown> =>
    Object.fromEntries(names.map((name) => [name, exampleOf(POLICIES[name])]));
  return { fixed: of(['ServerOrigin']), recommended: of(POLICY_NAMES.filter((name) => name !== 'ServerOrigin')) };
}

function exampleOf(entry: PolicyEntry): string | number | boolean {
  return entry.kind === 'text' ? entry.example : entry.default;
}

export function linuxPolicy(): string {
  return `${JSON.stringify(starter(), null, 2)}\n`;
}

export function configurationProfile(): string {
  const { fixed, recommended } = starter();
  const payload = {
    PayloadType: DOMAIN,
    ...payloadHead(`${DOMAIN}.policy`),
    ...fixed,
    [RECOMMENDED]: recommended,
  };
  const profile = {
    PayloadType: 'Configuration',
    ...payloadHead(`${DOMAIN}.profile`),
    PayloadScope: 'System',
    PayloadContent: [payload],
  };
  return xmlText(xml('plist', { version: '1.0' }, [plistOf(profile)]), DOCTYPE);
}

function payloadHead(identifier: string): Record<string, string | number> {
  return {
    ...{ PayloadIdentifier: identifier, PayloadUUID: uuidOf(identifier), PayloadVersion: 1 },
    ...{ PayloadDisplayName: 'Visavis', PayloadOrganization: 'Visavis' },
  };
}

/** The same for the same name (as UUID version 8, RFC 9562), so that a newer profile takes the older one's place. */
function uuidOf(name: string): string {
  const hex = createHash('sha256').update(name).digest('hex');
  return [hex.slice(0, 8), hex.slice(8, 12), `8${hex.slice(13, 16)}`, `8${hex.slice(17, 20)}`, hex.slice(20, 32)]
    .join('-')
    .toUpperCase();
}

function plistOf(value: unknown): Xml {
  if (typeof value === 'boolean') return xml(value ? 'true' : 'false');
  if (typeof value === 'number') return xml('integer', {}, String(value));
  if (typeof value === 'string') return xml('string', {}, value);
  if (Array.isArray(value)) return xml('array', {}, value.map(plistOf));
  return xml(
    'dict',
    {},
    Object.entries(value as object).flatMap(([key, of]) => [xml('key', {}, key), plistOf(of)]),
  );
}

/** For docs/OPERATIONS.md. */
export function policyTable(): string {
  const rows = POLICY_NAMES.map((name) => {
    const entry: PolicyEntry = POLICIES[name];
    const preset = entry.default === undefined ? 'none' : `\`${String(entry.default)}\``;
    const when = entry.applies === 'atOnce' ? 'at once' : 'at the next start';
    return [`\`${name}\``, entry.words.en.text, policyMust(entry).replace(/^must be /, ''), preset, when];
  });
  return tableOf([['name', 'what it decides', 'value', 'default', 'a change is obeyed'], ...rows]);
}

/** As the formatter of this repository writes tables. */
function tableOf(rows: readonly (readonly string[])[]): string {
  const widths = rows[0]?.map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0))) ?? [];
  const lineOf = (row: readonly string[]): string =>
    `| ${row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join(' | ')} |`;
  const [head = [], ...body] = rows;
  return [lineOf(head), lineOf(widths.map((width) => '-'.repeat(width))), ...body.map(lineOf)].join('\n');
}
