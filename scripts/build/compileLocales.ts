// Compiles resources/locales/*.json into renderer/paraglide/, typed functions for each message. Needs no network.
import { compile } from '@inlang/paraglide-js';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const FOLDER = 'resources/locales';
const LOCALES = ['en', 'fr'];
const MESSAGES_SHOWN = 30;

await compile({
  project: `./${FOLDER}/project.inlang`,
  outdir: './renderer/paraglide',
  // Who speaks which language is decided by the pages (?lang, browser, system), not by a cookie.
  strategy: ['globalVariable', 'baseLocale'],
  emitTsDeclarations: true,
  emitReadme: false,
  emitGitIgnore: false,
  emitPrettierIgnore: false,
});

isolateWhatIsPutIn();

const missing = untranslated();
if (missing.length > 0) {
  console.error(`${missing.length} messages exist in one language only. Add the other in ${FOLDER}:`);
  console.error(missing.slice(0, MESSAGES_SHOWN).join('\n'));
  process.exitCode = 1;
}

/** The one place where a name, a file's name, anybody's text gets into a sentence: there it is isolated (BIDI-1). */
function isolateWhatIsPutIn(): void {
  const folder = './renderer/paraglide/messages';
  for (const name of readdirSync(folder).filter((each) => each.endsWith('.js'))) {
    const compiled = readFileSync(join(folder, name), 'utf8');
    const isolating = compiled.replaceAll(/\$\{(i\?\.\w+)\}/g, '${isolated($1)}');
    if (isolating === compiled) continue;
    writeFileSync(join(folder, name), `import { isolated } from '../../core/bidi/isolated.ts';\n${isolating}`);
  }
}

/** Names of messages that some language lacks, each with that language. */
function untranslated(): string[] {
  return messagePatterns().flatMap((pattern) => {
    const byLocale = LOCALES.map((locale) => ({ locale, names: messageNames(pattern, locale) }));
    const every = [...new Set(byLocale.flatMap(({ names }) => names))];
    return byLocale.flatMap(({ locale, names }) =>
      every
        .filter((name) => !names.includes(name))
        .map((name) => `  ${name} is missing in ${pattern.replace('{locale}', locale)}`),
    );
  });
}

/** One file a language for what the pages share, and one for each larger feature. */
function messagePatterns(): string[] {
  const settings = JSON.parse(readFileSync(join(FOLDER, 'project.inlang', 'settings.json'), 'utf8')) as {
    'plugin.inlang.messageFormat': { pathPattern: string[] };
  };
  return settings['plugin.inlang.messageFormat'].pathPattern;
}

function messageNames(pattern: string, locale: string): string[] {
  return Object.keys(JSON.parse(readFileSync(join(FOLDER, pattern.replace('{locale}', locale)), 'utf8')) as object);
}
