import { Linter } from 'eslint';
import svelte from 'eslint-plugin-svelte';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { plugin } from 'typescript-eslint';
import { afterAll, expect, it } from 'vitest';
import { createPagesProgram, type ScriptParser } from './pagesProgram.ts';

const folder = mkdtempSync(join(tmpdir(), 'visavis-lint-'));
afterAll(() => rmSync(folder, { recursive: true }));

it('components are linted by what the compiler knows of them and of the scripts that they import', () => {
  const component = join(folder, 'Count.svelte');
  const code = `<script lang="ts">
  import { count } from './count.ts';
  import type { Later } from './count.ts';
  const { later }: { later: Later } = $props();
  async function add(): Promise<void> { await count; }
</script>
<button onclick={() => { later; add(); }}>{count}</button>`;
  writeFileSync(component, code);
  writeFileSync(join(folder, 'count.ts'), 'export const count = 1; export type Later = Promise<number>;');
  writeFileSync(
    join(folder, 'tsconfig.json'),
    '{ "compilerOptions": { "lib": ["es2022"], "types": [], "allowImportingTsExtensions": true, "noEmit": true } }',
  );
  const parser = svelte.configs.base.flatMap(({ languageOptions }) => languageOptions?.parser ?? [])[0] as ScriptParser;
  const { scriptsOfComponents } = createPagesProgram(join(folder, 'tsconfig.json'), [], parser, {});
  const messages = new Linter({ cwd: folder }).verify(
    code,
    [
      ...svelte.configs.base,
      {
        files: ['**/*.svelte'],
        languageOptions: { parserOptions: { parser: scriptsOfComponents } },
        plugins: { '@typescript-eslint': plugin },
        rules: { '@typescript-eslint/await-thenable': 'error', '@typescript-eslint/no-floating-promises': 'error' },
      },
    ] as Linter.Config[],
    component,
  );
  expect(messages.map(({ ruleId, line }) => `${String(line)} ${String(ruleId)}`)).toEqual([
    '5 @typescript-eslint/await-thenable',
    '7 @typescript-eslint/no-floating-promises',
    '7 @typescript-eslint/no-floating-promises',
  ]);
});
