// @vitest-environment jsdom
// The templates are made and read back as the systems read them: each says what the schema says.
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { POLICIES, POLICY_NAMES, type PolicyEntry } from '../../electron/contract/policy.ts';
import { parsePolicy } from '../../electron/main/policy/parsePolicy.ts';
import { fromManagedPreferences, fromRegistry } from '../../electron/main/policy/policyText.ts';
import { policyTable } from '../../scripts/policy/otherForms.ts';
import { policyFiles } from '../../scripts/policyTemplates.ts';

const files = policyFiles();
const read = (name: string): Document => new DOMParser().parseFromString(files[name] ?? '', 'text/xml');
const all = (parent: ParentNode, selector: string): Element[] => [...parent.querySelectorAll(selector)];
const attribute = (element: Element | null, name: string): string => element?.getAttribute(name) ?? '';

test('[POLICY-6] the template for Windows has each entry twice, fixed and recommended, with its bounds', () => {
  const policies = all(read('windows/visavis.admx'), 'policy');
  expect(policies).toHaveLength(2 * POLICY_NAMES.length);
  for (const name of POLICY_NAMES) {
    const entry: PolicyEntry = POLICIES[name];
    for (const [suffix, key] of [
      ['', String.raw`Software\Policies\Visavis`],
      ['_Recommended', String.raw`Software\Policies\Visavis\Recommended`],
    ] as const) {
      const policy = policies.find((one) => attribute(one, 'name') === `${name}${suffix}`);
      if (policy === undefined) throw new Error(`${name}${suffix} is not in the template`);
      expect([attribute(policy, 'key'), attribute(policy, 'class')]).toEqual([key, 'Both']);
      const element = policy.querySelector('elements > *');
      expect(attribute(element ?? policy, 'valueName')).toBe(name);
      if (entry.kind === 'number')
        expect([attribute(element, 'minValue'), attribute(element, 'maxValue')].map(Number)).toEqual([
          entry.least,
          entry.most,
        ]);
      if (entry.kind === 'choice')
        expect(all(policy, 'value > string').map(({ textContent }) => textContent)).toEqual(entry.choices);
      if (entry.kind === 'text') expect(Number(attribute(element, 'maxLength'))).toBe(entry.mostCharacters);
      if (entry.kind === 'flag')
        expect(policy.querySelector('enabledValue > decimal')?.getAttribute('value')).toBe('1');
    }
  }
});

test.each(['en-US', 'fr-FR'])(
  '[POLICY-6] whatever the template names has its words in %s, and nothing else has',
  (language) => {
    const template = files['windows/visavis.admx'] ?? '';
    const words = read(`windows/${language}/visavis.adml`);
    const named = (kind: string): Set<string> =>
      new Set([...template.matchAll(new RegExp(`\\$\\(${kind}\\.(\\w+)\\)`, 'g'))].map(([, id = '']) => id));
    const ids = (selector: string): Set<string> => new Set(all(words, selector).map((one) => attribute(one, 'id')));
    expect(ids('stringTable > string')).toEqual(named('string'));
    expect(ids('presentationTable > presentation')).toEqual(named('presentation'));
    for (const one of all(words, '[refId]')) expect(attribute(one, 'refId')).toBe(attribute(one.parentElement, 'id'));
  },
);

test('[POLICY-6] what the editor of Windows writes by the template is obeyed', () => {
  const lines = all(read('windows/visavis.admx'), 'policy').map((policy) => {
    const element = policy.querySelector('elements > *');
    const name = attribute(element ?? policy, 'valueName');
    const entry: PolicyEntry = POLICIES[name as keyof typeof POLICIES];
    const data = entry.kind === 'text' ? entry.example : String(entry.default);
    const written = {
      text: `REG_SZ    ${data}`,
      choice: `REG_SZ    ${data}`,
      number: `REG_DWORD    0x${Number(data).toString(16)}`,
      flag: `REG_DWORD    ${entry.default === true ? '0x1' : '0x0'}`,
    }[entry.kind];
    return `HKEY_LOCAL_MACHINE\\${attribute(policy, 'key')}\r\n    ${name}    ${written}\r\n`;
  });
  const { policy, problems } = parsePolicy(fromRegistry(lines.join('\r\n')));
  expect(problems).toEqual([]);
  expect(Object.keys(policy.fixed)).toEqual([...POLICY_NAMES]);
  expect(Object.keys(policy.recommended)).toEqual([...POLICY_NAMES]);
});

test('[POLICY-6] the profile for macOS and the file for Linux are obeyed as they are', () => {
  const linux = parsePolicy(files['linux/policy.json'] ?? '');
  expect(linux.problems).toEqual([]);
  expect(Object.keys({ ...linux.policy.fixed, ...linux.policy.recommended })).toHaveLength(POLICY_NAMES.length);
  const [payload] = (
    valueOf(read('macos/visavis.mobileconfig').querySelector('plist > dict')) as { PayloadContent: object[] }
  ).PayloadContent;
  expect(payload).toMatchObject({ PayloadType: 'fr.visavis.app', PayloadVersion: 1 });
  expect(parsePolicy(fromManagedPreferences(JSON.stringify(payload)))).toEqual(linux);
});

test('[POLICY-6] the table of the documentation is what the schema says', () => {
  expect(readFileSync('docs/OPERATIONS.md', 'utf8')).toContain(policyTable());
});

/** As `plutil` converts it. */
function valueOf(element: Element | null): unknown {
  const children = [...(element?.children ?? [])];
  switch (element?.localName) {
    case 'true':
      return true;
    case 'false':
      return false;
    case 'integer':
      return Number(element.textContent);
    case 'string':
      return element.textContent;
    case 'array':
      return children.map(valueOf);
    default:
      return Object.fromEntries(
        children.flatMap((key, at) =>
          key.localName === 'key' ? [[key.textContent, valueOf(children[at + 1] ?? null)]] : [],
        ),
      );
  }
}
