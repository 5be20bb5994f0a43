// Holds the rules of docs/SPEC.md against the titles of the tests. Reads no files.
import type { TestTitle } from './testTitles.ts';

const RULE = /^\s*[-*] \*\*([A-Z][A-Z0-9]*-\d+)\*\*/gm;
const RULES_OF_TITLE = /^((?:\[[A-Z][A-Z0-9]*-\d+\])+) /;
/** Tooling is described by no rule, save a few of the repository itself. */
const TOOLING = /^scripts\//;

/** Ids of the rules, in their order: `**CALL-3**` at the start of a list item. */
export function rulesOf(spec: string): string[] {
  return [...spec.matchAll(RULE)].map((match) => match[1] ?? '');
}

/** One sentence for each rule without a test, each test without a rule, and each rule that is written twice or not at all. */
export function compareSpec(spec: string, titles: readonly TestTitle[]): string[] {
  const rules = rulesOf(spec);
  const known = new Set(rules);
  const tested = new Set<string>();
  const complaints: string[] = rules
    .filter((rule, index) => rules.indexOf(rule) !== index)
    .map((rule) => `docs/SPEC.md has ${rule} twice.`);
  for (const title of titles) {
    const ids = rulesOfTitle(title.text);
    if (ids.length === 0 && !TOOLING.test(title.file))
      complaints.push(`${where(title)}: “${title.text}” does not begin with a rule, as in “[CALL-3] …”.`);
    for (const id of ids) {
      if (known.has(id)) tested.add(id);
      else complaints.push(`${where(title)}: “${title.text}” names ${id}, which docs/SPEC.md does not have.`);
    }
  }
  const untested = rules.filter((rule) => !tested.has(rule)).map((rule) => `No test names ${rule}.`);
  return [...complaints, ...untested];
}

/** `[CALL-3][CALL-4] stops …` names two. */
function rulesOfTitle(text: string): string[] {
  const [, ids = ''] = RULES_OF_TITLE.exec(text) ?? [];
  return ids.split(/[[\]]+/).filter((id) => id !== '');
}

function where(title: TestTitle): string {
  return `${title.file}:${title.line}`;
}
