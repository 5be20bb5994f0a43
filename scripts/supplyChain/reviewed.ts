// What may come with us, and what was looked at by a person. Nothing else decides.

/** SPDX ids (spdx.org/licenses) that need no look. */
export const LICENCES: ReadonlySet<string> = new Set([
  'MIT',
  'MIT-0',
  'Apache-2.0',
  'BSD-2-Clause',
  'BSD-3-Clause',
  '0BSD',
  'ISC',
  'MPL-2.0',
  'BlueOak-1.0.0',
  'OFL-1.1',
]);

/** Packages with another licence, or none in the lock; each with why it is here all the same. */
export const OTHER_LICENCES: Readonly<Record<string, string>> = {
  '@inlang/plugin-message-format': 'MIT in its LICENSE; makes the translations, is not shipped',
  argparse: 'Python-2.0, which is permissive; reads parameters of a build tool, is not shipped',
  'caniuse-lite': 'CC-BY-4.0, data about browsers; is not shipped',
  'sqlite-wasm-kysely': 'MIT in its LICENSE; of the translations’ tool, is not shipped',
  'svelte-toolbelt': 'MIT in its LICENSE; of bits-ui, is in the pages',
  'truncate-utf8-bytes': 'WTFPL, which asks for nothing; of electron-builder, is not shipped',
};

/** Packages whose install script was read. None runs: `.npmrc` says `ignore-scripts=true`. */
export const INSTALL_SCRIPTS: Readonly<Record<string, string>> = {
  'electron-winstaller': 'copies a program of its own for the architecture; only for a format that is not built here',
  mediasoup:
    'downloads its worker from github.com or else builds it with packages of Python; `scripts/setup/mediaWorker.ts` does it in its place',
  protobufjs: 'warns of a version range; of the ONNX engine, which needs none of it',
};
