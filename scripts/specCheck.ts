// Fails when a rule of docs/SPEC.md has no test, or a test names no rule.
import { globSync, readFileSync } from 'node:fs';
import { compareSpec, rulesOf } from './specCheck/compareSpec.ts';
import { testTitles } from './specCheck/testTitles.ts';

const SPEC = 'docs/SPEC.md';
const TESTS = '{signalling,electron,renderer,tests,scripts}/**/*.{test,contract,spec}.ts';

const spec = readFileSync(SPEC, 'utf8');
const titles = globSync(TESTS).flatMap((file) => testTitles(file.replaceAll('\\', '/'), readFileSync(file, 'utf8')));
const complaints = compareSpec(spec, titles);
for (const complaint of complaints) console.error(complaint);
console.log(`${rulesOf(spec).length} rules, ${titles.length} tests, ${complaints.length} complaints.`);
if (complaints.length > 0) process.exitCode = 1;
