// The import rules, tried on a small tree in which every file breaks one.
import { cruise, type IReporterOutput, type ICruiseResult } from 'dependency-cruiser';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import rules from '../.dependency-cruiser.cjs';

/** What is allowed, and what the violations lead to. */
const SOUND = {
  'signalling/main.ts': "import './adapters/store/memoryStore.ts';",
  'signalling/adapters/store/memoryStore.ts': "import 'node:fs'; import '../../service/answerCall.ts';",
  'signalling/service/answerCall.ts': "import '../domain/call/callMachine.ts'; import '../protocol/index.ts';",
  'signalling/domain/call/callMachine.ts': "import '../../protocol/index.ts';",
  'signalling/protocol/index.ts': "import './call.ts';",
  'signalling/protocol/call.ts': 'export const call = 1;',
  'electron/contract/index.ts': "import './channels.ts';",
  'electron/contract/channels.ts': 'export const channel = 1;',
  'electron/main/index.ts': "import 'node:fs'; import '../contract/index.ts'; import './tray/setupTray.ts';",
  'electron/main/tray/setupTray.ts': 'export const tray = 1;',
  'electron/preload/index.ts': "import '../contract/channels.ts';",
  'electron/contract/cti.ts': 'export const cti = 1;',
  'electron/relay/index.ts': "import 'node:net';",
  'electron/mailExtensions/shared/ctiClient.ts': "import '../../contract/cti.ts';",
  'electron/mailExtensions/chromium/worker.ts': "import '../shared/ctiClient.ts';",
  'electron/mailExtensions/thunderbird/background.ts': "import '../shared/ctiClient.ts';",
  'renderer/agent/main.ts': "import './App.svelte';",
  'renderer/agent/App.svelte': '<script lang="ts">import \'../features/calls/index.ts\';</script>',
  'renderer/agent/electronHost.ts': "import '../../electron/contract/index.ts';",
  'renderer/agent/electronHost.test.ts': "import './electronHost.ts';",
  'renderer/customer/main.ts': "import '../features/lobby/index.ts';",
  'renderer/features/calls/index.ts': "import './CallView.svelte';",
  'renderer/features/calls/CallView.svelte': "<script>import '../../ui/Button.svelte';</script>",
  'renderer/features/lobby/index.ts': "import '../../core/peerLink/peerLink.ts'; import '../calls/index.ts';",
  'renderer/core/peerLink/peerLink.ts': "import '../../../signalling/protocol/index.ts';",
  'renderer/ui/Button.svelte': '<script></script>',
  'tests/support/cast.ts': 'export const cast = 1;',
  'tests/journeys/call.spec.ts': "import '../support/cast.ts';",
} satisfies Record<string, string>;

/** One violation each: the rule, the file that breaks it, and how. */
const VIOLATIONS: readonly (readonly [rule: string, file: string, imported: string])[] = [
  ['protocol-is-a-leaf', 'signalling/protocol/clock.ts', 'node:fs'],
  ['domain-decides-only', 'signalling/domain/call/answer.ts', '../../service/answerCall.ts'],
  ['domain-decides-only', 'signalling/domain/call/readFile.ts', 'node:fs'],
  ['service-joins-domain-to-ports', 'signalling/service/saveCall.ts', '../adapters/store/memoryStore.ts'],
  ['server-stands-alone', 'signalling/adapters/page.ts', '../../renderer/core/peerLink/peerLink.ts'],
  ['main-is-the-root', 'signalling/adapters/again.ts', '../main.ts'],
  ['contract-is-a-leaf', 'electron/contract/menu.ts', '../main/tray/setupTray.ts'],
  ['preload-is-thin', 'electron/preload/files.ts', 'node:fs'],
  ['shell-knows-the-contract', 'electron/main/tray/calls.ts', '../../../signalling/protocol/index.ts'],
  ['relay-stands-alone', 'electron/relay/schemas.ts', '../contract/index.ts'],
  ['extensions-know-the-cti-protocol', 'electron/mailExtensions/chromium/host.ts', '../../contract/index.ts'],
  ['extensions-are-strangers', 'electron/mailExtensions/thunderbird/borrowed.ts', '../chromium/worker.ts'],
  ['extensions-are-strangers-too', 'electron/mailExtensions/chromium/borrowed.ts', '../thunderbird/background.ts'],
  ['pages-know-no-server', 'renderer/core/media/route.ts', '../../../signalling/domain/call/callMachine.ts'],
  ['pages-know-no-shell', 'renderer/features/calls/tray.ts', '../../../electron/main/tray/setupTray.ts'],
  ['pages-know-no-node', 'renderer/features/calls/files.ts', 'node:fs'],
  ['customer-knows-no-electron', 'renderer/customer/host.ts', '../../electron/contract/index.ts'],
  ['customer-knows-no-electron', 'renderer/customer/viaFeature.ts', '../features/devices/host.ts'],
  ['features-meet-at-their-index', 'renderer/features/lobby/peek.ts', '../calls/CallView.svelte'],
  ['entries-meet-features-at-their-index', 'renderer/agent/peek.ts', '../features/calls/CallView.svelte'],
  ['entries-are-roots', 'renderer/features/lobby/entry.ts', '../../agent/electronHost.ts'],
  ['entries-are-strangers', 'renderer/customer/agent.ts', '../agent/main.ts'],
  ['entries-are-strangers-too', 'renderer/agent/customer.ts', '../customer/main.ts'],
  ['core-knows-no-widgets', 'renderer/core/media/meter.ts', '../../ui/Button.svelte'],
  ['ui-knows-nothing-of-ours', 'renderer/ui/callColor.ts', '../core/peerLink/peerLink.ts'],
  ['tests-are-not-imported', 'renderer/agent/fake.ts', './electronHost.test.ts'],
  ['tests-are-not-imported', 'signalling/adapters/fake.ts', '../../tests/support/cast.ts'],
  ['scripts-are-not-imported', 'signalling/adapters/tool.ts', '../../scripts/tool.ts'],
  ['everything-resolves', 'tests/support/lost.ts', './nowhere.ts'],
  ['names-say-what-is-inside', 'tests/support/named.ts', './utils.ts'],
  ['no-cycles', 'tests/support/away.ts', './back.ts'],
  ['media-process-stands-alone', 'signalling/mediaProcess/calls.ts', '../service/answerCall.ts'],
  ['media-process-is-another-process', 'signalling/adapters/inside.ts', '../mediaProcess/rooms.ts'],
  ['server-runs-without-dev-packages', 'signalling/adapters/tested.ts', 'vitest'],
];

/** What some of the violations need besides. */
const ACCOMPLICES = {
  'package.json': JSON.stringify({ devDependencies: { vitest: '*' } }),
  'renderer/features/devices/host.ts': "import '../../../electron/contract/index.ts';",
  'signalling/mediaProcess/rooms.ts': 'export const rooms = 1;',
  'scripts/tool.ts': 'export const tool = 1;',
  'tests/support/utils.ts': 'export const anything = 1;',
  'tests/support/back.ts': "import './away.ts';",
  'renderer/core/media/forgotten.ts': 'export const forgotten = 1;',
} satisfies Record<string, string>;

const folders: string[] = [];
afterAll(() => folders.forEach((folder) => rmSync(folder, { recursive: true, force: true })));

describe('the import rules', () => {
  it('[REPO-2] allow what the architecture allows', async () => {
    expect(await violationsIn(SOUND)).toEqual([]);
  });

  describe('on a tree full of violations', () => {
    let found: string[];
    beforeAll(async () => {
      const broken = VIOLATIONS.map(([, file, imported]) => [file, `import '${imported}';`] as const);
      found = await violationsIn({ ...SOUND, ...ACCOMPLICES, ...Object.fromEntries(broken) });
    });

    it.each(VIOLATIONS)('[REPO-2] %s stops %s importing %s', (rule, file) => {
      expect(found).toContain(`${rule}: ${file}`);
    });

    it('[REPO-2] no-orphans finds what nobody imports', () => {
      expect(found).toContain('no-orphans: renderer/core/media/forgotten.ts');
    });
  });

  it('[REPO-2] are all tried here', () => {
    const tried = new Set([...VIOLATIONS.map(([rule]) => rule), 'no-orphans']);
    expect(rules.forbidden.map((rule) => rule.name ?? '').filter((name) => !tried.has(name))).toEqual([]);
  });
});

async function violationsIn(files: Readonly<Record<string, string>>): Promise<string[]> {
  const folder = mkdtempSync(join(tmpdir(), 'visavis-imports-'));
  folders.push(folder);
  for (const [file, text] of Object.entries(files)) {
    mkdirSync(join(folder, dirname(file)), { recursive: true });
    writeFileSync(join(folder, file), text);
  }
  symlinkSync(join(process.cwd(), 'node_modules'), join(folder, 'node_modules'));
  const { forbidden, options } = rules;
  const { tsConfig: _ofTheProject, ...generalOptions } = options;
  const result = await cruise(['.'], { ...generalOptions, baseDir: folder, validate: true, ruleSet: { forbidden } });
  return summaryOf(result).violations.map(({ rule, from }) => `${rule.name}: ${from}`);
}

function summaryOf({ output }: IReporterOutput): ICruiseResult['summary'] {
  if (typeof output === 'string') throw new Error(output);
  return output.summary;
}
