// Refreshes the generated parts of docs/BENCHMARKS.md; what is written by hand between them stays.
import { readFileSync, writeFileSync } from 'node:fs';
import { format, resolveConfig } from 'prettier';
import { Failure } from '../../bootstrap/progress.mjs';
import { markdownOf } from './printSection.ts';
import type { Section } from './section.ts';

const FILE = 'docs/BENCHMARKS.md';
const PICTURES = 'docs/pictures';

export async function writeDocument(sections: readonly Section[], provenance: string): Promise<void> {
  let text = readFileSync(FILE, 'utf8');
  for (const section of sections) {
    const begin = `<!-- bench:${section.id} -->`;
    const end = `<!-- /bench:${section.id} -->`;
    const from = text.indexOf(begin);
    const to = text.indexOf(end);
    if (from < 0 || to < from) throw new Failure(`${FILE} must have the lines “${begin}” and “${end}”, in this order.`);
    for (const { file, bytes } of section.pictures ?? []) writeFileSync(`${PICTURES}/${file}`, bytes);
    text = `${text.slice(0, from + begin.length)}\n\n${provenance}\n\n${markdownOf(section)}\n\n${text.slice(to)}`;
  }
  writeFileSync(FILE, await format(text, { ...(await resolveConfig(FILE)), filepath: FILE }));
}
