// The checks of `npm run check` that are one program each: what it is called and what is run. Each counts as one.
import { packageProgram } from '../setup/packageProgram.ts';

export interface Check {
  readonly name: string;
  /** A script for Node with its arguments, or switches for Node before it; exit code 0 means passed. */
  readonly command: readonly [string, ...string[]];
  /** Added to its environment. */
  readonly env?: Readonly<Record<string, string>>;
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

const PROTOCOL = 'signalling/protocol';
/** In megabytes; one check more than this and the unit tests would need more than two gigabytes. */
const LINT_HEAP_MB = 1000;

function lint(name: string, ...what: readonly string[]): Check {
  const heap = `--max-old-space-size=${String(LINT_HEAP_MB)}`;
  return { name: `lint of ${name}`, command: [heap, packageProgram('eslint'), '--max-warnings', '0', ...what] };
}

export function allChecks(): readonly Check[] {
  return [
    {
      name: 'lint of all script files',
      command: [packageProgram('oxlint'), '--deny-warnings'],
      // The compiler behind it collects its garbage in time: 0.9 instead of 1.4 GB, for a tenth of processor time more.
      env: { GOMEMLIMIT: '800MiB' },
    },
    lint('all script files, by rules of our own', '--ignore-pattern', '**/*.svelte', '.'),
    lint('components, and pages by named browsers', '--config', 'eslint.pages.config.js', 'renderer', PROTOCOL),
    {
      // It leaves out a component that it cannot read: the lint of components says so.
      name: 'types of renderer',
      command: [
        packageProgram('svelte-check'),
        ...['--tsgo', '--fail-on-warnings', '--workspace', 'renderer', '--tsconfig', 'tsconfig.json'],
      ],
    },
    ...TYPESCRIPT_PROJECTS.map((project): Check => ({
      name: `types of ${project}`,
      // One checker for each project: several would work out the same types each for itself.
      command: [packageProgram('@typescript/native', 'tsc'), '--checkers', '1', '--project', project],
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
