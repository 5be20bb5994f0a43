// The policy as Windows administrators have it in their editor: an ADMX template and its words in a language (ADML). What may be fixed may be
// recommended, too, below a key of its own, as browsers do it.
// https://learn.microsoft.com/previous-versions/windows/desktop/Policy/admx-schema
import { POLICIES, POLICY_NAMES, type PolicyEntry } from '../../electron/contract/policy.ts';
import { RECOMMENDED } from '../../electron/main/policy/policyText.ts';
import { xml, xmlText, type Xml } from './xml.ts';

export type PolicyLanguage = 'en' | 'fr';

const KEY = String.raw`Software\Policies\Visavis`;
const NAMESPACE = 'http://schemas.microsoft.com/GroupPolicy/2006/07/PolicyDefinitions';
const COMMON = { revision: '1.0', schemaVersion: '1.0', xmlns: NAMESPACE };
/** Name of the policy in the template, and where its value goes. */
const PARTS = [
  { suffix: '', key: KEY, category: 'visavis' },
  { suffix: `_${RECOMMENDED}`, key: `${KEY}\\${RECOMMENDED}`, category: 'recommended' },
] as const;

export function admx(): string {
  return xmlText(
    xml('policyDefinitions', COMMON, [
      xml('policyNamespaces', {}, [xml('target', { prefix: 'visavis', namespace: 'Visavis.Policies' })]),
      xml('resources', { minRequiredRevision: '1.0' }),
      xml('supportedOn', {}, [
        xml('definitions', {}, [xml('definition', { name: 'any', displayName: '$(string.supported)' })]),
      ]),
      xml('categories', {}, [
        xml('category', { name: 'visavis', displayName: '$(string.visavis)' }),
        xml('category', { name: 'recommended', displayName: '$(string.recommended)' }, [
          xml('parentCategory', { ref: 'visavis' }),
        ]),
      ]),
      xml(
        'policies',
        {},
        PARTS.flatMap((part) => POLICY_NAMES.map((name) => policyOf(name, POLICIES[name], part))),
      ),
    ]),
  );
}

function policyOf(name: string, entry: PolicyEntry, { suffix, key, category }: (typeof PARTS)[number]): Xml {
  const isFlag = entry.kind === 'flag';
  return xml(
    'policy',
    {
      ...{ name: `${name}${suffix}`, class: 'Both', key },
      ...{ displayName: `$(string.${name})`, explainText: `$(string.${name}_explained)` },
      ...(isFlag ? { valueName: name } : { presentation: `$(presentation.${name})` }),
    },
    [
      xml('parentCategory', { ref: category }),
      xml('supportedOn', { ref: 'any' }),
      ...(isFlag
        ? [
            xml('enabledValue', {}, [xml('decimal', { value: 1 })]),
            xml('disabledValue', {}, [xml('decimal', { value: 0 })]),
          ]
        : [xml('elements', {}, [elementOf(name, entry)])]),
    ],
  );
}

function elementOf(name: string, entry: Exclude<PolicyEntry, { kind: 'flag' }>): Xml {
  const common = { id: name, valueName: name, required: 'true' };
  switch (entry.kind) {
    case 'text':
      return xml('text', { ...common, maxLength: entry.mostCharacters });
    case 'number':
      return xml('decimal', { ...common, minValue: entry.least, maxValue: entry.most });
    case 'choice':
      return xml(
        'enum',
        common,
        entry.choices.map((choice) =>
          xml('item', { displayName: `$(string.${name}_${choice})` }, [xml('value', {}, [xml('string', {}, choice)])]),
        ),
      );
  }
}

const FRAME = {
  en: {
    visavis: 'Visavis',
    recommended: 'Recommended: people may change it',
    supported: 'Visavis 0.2.0 or later',
    description: 'What an organisation decides for Visavis.',
  },
  fr: {
    visavis: 'Visavis',
    recommended: 'Recommandé : modifiable par chacun',
    supported: 'Visavis 0.2.0 ou version ultérieure',
    description: 'Ce qu’une organisation décide pour Visavis.',
  },
} as const;

export function adml(language: PolicyLanguage): string {
  const { description, ...frame } = FRAME[language];
  const strings = [
    ...Object.entries(frame),
    ...POLICY_NAMES.flatMap((name) => stringsOf(name, POLICIES[name], language)),
  ];
  return xmlText(
    xml('policyDefinitionResources', COMMON, [
      xml('displayName', {}, frame.visavis),
      xml('description', {}, description),
      xml('resources', {}, [
        xml(
          'stringTable',
          {},
          strings.map(([id, text]) => xml('string', { id }, text)),
        ),
        xml(
          'presentationTable',
          {},
          POLICY_NAMES.flatMap((name) => presentationOf(name, POLICIES[name], language)),
        ),
      ]),
    ]),
  );
}

function stringsOf(name: string, entry: PolicyEntry, language: PolicyLanguage): [string, string][] {
  const { title, text } = entry.words[language];
  const choices = entry.kind === 'choice' ? entry.choices : [];
  return [
    [name, title],
    [`${name}_explained`, text],
    ...choices.map((choice): [string, string] => [`${name}_${choice}`, choice]),
  ];
}

function presentationOf(name: string, entry: PolicyEntry, language: PolicyLanguage): Xml[] {
  const { title } = entry.words[language];
  const of = (content: Xml): Xml[] => [xml('presentation', { id: name }, [content])];
  switch (entry.kind) {
    case 'flag':
      return [];
    case 'text':
      return of(xml('textBox', { refId: name }, [xml('label', {}, title)]));
    case 'number':
      return of(xml('decimalTextBox', { refId: name, defaultValue: entry.default }, title));
    case 'choice':
      return of(xml('dropdownList', { refId: name, defaultItem: entry.choices.indexOf(entry.default) }, title));
  }
}
