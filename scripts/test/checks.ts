// The checks of `npm run check` that are one program each: what it is called and what is run. Each counts as one.
import { packageProgram } from '../setup/packageProgram.ts';

export interface Check {
  readonly name: string;
  /** A script for Node with its arguments, or switches for Node before it; exit code 0 means passed. */
  readonly command: readonly [string, ...string[]];
}

const TYPESCRIPT_PROJECTS = [
  'signalling',
  'electron/contract',
  'electron/main',
  'electron/preload',
  'electron/relay',
  'electron/mailExtensions/shared',
  'electron/mailExtensions/thunderbird',
  'electron/mailExtensions/chromium',
  'resources',
  'scripts',
  'scripts/bench',
  'tests',
];

/** Rules that know types hold all that they have read in memory: each of these is read for itself, and what is left at the end. */
const LINTED_APART = ['renderer/core', 'renderer/features', 'signalling', 'electron', 'tests', 'scripts'];
/** In megabytes; one check more than this and the unit tests would need more than two gigabytes. */
const LINT_HEAP_MB = 1000;

function lint(name: string, ...what: readonly string[]): Check {
  const heap = `--max-old-space-size=${String(LINT_HEAP_MB)}`;
  return { name: `lint of ${name}`, command: [heap, packageProgram('eslint'), '--max-warnings', '0', ...what] };
}

export function allChecks(): readonly Check[] {
  return [
    ...LINTED_APART.map((folder) => lint(folder, folder)),
    lint('all else', ...LINTED_APART.flatMap((folder) => ['--ignore-pattern', `${folder}/**`]), '.'),
    {
      name: 'types of renderer',
      command: [packageProgram('svelte-check'), '--tsconfig', 'renderer/tsconfig.json', '--fail-on-warnings'],
    },
    ...TYPESCRIPT_PROJECTS.map((project): Check => ({
      name: `types of ${project}`,
      command: [packageProgram('typescript', 'tsc'), '--project', project],
    })),
    { name: 'layout of the source', command: [packageProgram('prettier'), '--check', '--log-level', 'warn', '.'] },
    {
      name: 'who imports whom',
      command: [
        packageProgram('dependency-cruiser', 'depcruise'),
        ...['--config', '.dependency-cruiser.cjs', 'signalling', 'electron', 'renderer', 'tests', 'scripts'],
      ],
    },
    { name: 'nothing unused', command: [packageProgram('knip'), '--no-progress'] },
    { name: 'every rule has its test', command: ['scripts/specCheck.ts'] },
    { name: 'which packages may come along', command: ['scripts/supplyChainCheck.ts'] },
    { name: 'PROTOCOL.md is current', command: ['scripts/run.mjs', 'docs', '--check'] },
  ];
}
