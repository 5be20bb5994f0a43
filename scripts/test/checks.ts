// The checks of `npm run check` that are one program each: what it is called and what is run. Each counts as one.
import { packageProgram } from '../setup/packageProgram.ts';

export interface Check {
  readonly name: string;
  /** A script for Node with its arguments; exit code 0 means passed. */
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

/** Longest first, so that two at a time end together. */
export function allChecks(): readonly Check[] {
  return [
    { name: 'lint', command: [packageProgram('eslint'), '--max-warnings', '0', '.'] },
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
