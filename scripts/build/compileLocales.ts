// Compiles resources/locales/*.json into renderer/paraglide/, typed functions for each message. Needs no network.
import { compile } from '@inlang/paraglide-js';
import { readFileSync } from 'node:fs';
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

const missing = untranslated();
if (missing.length > 0) {
  console.error(`${missing.length} messages exist in one language only. Add the other in ${FOLDER}:`);
  console.error(missing.slice(0, MESSAGES_SHOWN).join('\n'));
  process.exitCode = 1;
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
