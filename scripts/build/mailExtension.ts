// Builds a mail program's extension, named on the command line, into out/extensions: scripts without imports, and its files.
import { copyFileSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'vite';
import { zipArchive } from './zipArchive.ts';

interface Extension {
  readonly target: string;
  /** Content scripts cannot import: each script is one file. */
  readonly scripts: Readonly<Record<string, string>>;
  readonly files: readonly string[];
  /** The packed extension beside its folder; an organisation's policy installs it from there. */
  readonly archive?: string;
}

const EXTENSIONS: Readonly<Record<string, Extension>> = {
  thunderbird: {
    target: 'firefox140',
    scripts: { background: 'background.ts', editor: 'editor.ts' },
    files: ['manifest.json'],
    archive: 'thunderbird.xpi',
  },
  chromium: {
    target: 'chrome120',
    scripts: { worker: 'worker/worker.ts', content: 'page/content.ts', roundcube: 'sites/roundcube/pageScript.ts' },
    files: ['manifest.json', 'managedSchema.json'],
  },
};

const name = process.argv[2] ?? '';
const extension = EXTENSIONS[name];
if (extension === undefined) throw new Error(`No such extension: “${name}”.`);
await buildExtension(join('electron/mailExtensions', name), join('out/extensions', name), extension);

async function buildExtension(
  source: string,
  product: string,
  { target, scripts, files, archive }: Extension,
): Promise<void> {
  rmSync(product, { recursive: true, force: true });
  mkdirSync(product, { recursive: true });
  for (const [script, file] of Object.entries(scripts)) {
    await build({
      configFile: false,
      logLevel: 'warn',
      publicDir: false,
      build: {
        outDir: product,
        emptyOutDir: false,
        target,
        // Stores read it, and so may everyone else.
        minify: false,
        rolldownOptions: { input: join(source, file), output: { format: 'iife', entryFileNames: `${script}.js` } },
      },
    });
  }
  for (const file of files) copyFileSync(join(source, file), join(product, file));
  if (archive === undefined) return;
  const entries = readdirSync(product)
    .sort()
    .map((file) => ({ name: file, content: readFileSync(join(product, file)) }));
  writeFileSync(join(product, '..', archive), zipArchive(entries));
}
