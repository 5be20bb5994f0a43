// The manifests in a home that a test made: what is in them, that their launcher runs, and that they can be taken away.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { installManifests, removeManifests } from './installManifests.ts';
import { manifestPlaces, registryKeys } from './manifests.ts';

let home: string;

beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), "visavis-home's-"));
});
afterEach(() => rmSync(home, { recursive: true, force: true }));

test('[DOOR-15] writes a manifest for each program, whose launcher starts the relay, and removes them', async () => {
  const options = { platform: 'linux', home, system: false, launcherFolder: join(home, 'relay') };
  const files = installManifests(options);
  const read = (part: string): Record<string, unknown> => {
    const file = files.find((name) => name.includes(part)) ?? '';
    return JSON.parse(readFileSync(file, 'utf8')) as Record<string, unknown>;
  };
  expect(read('.mozilla')).toMatchObject({
    name: 'fr.visavis.cti',
    type: 'stdio',
    allowed_extensions: ['reply-shield@visavis.fr'],
  });
  for (const part of ['google-chrome', 'chromium', 'microsoft-edge'])
    expect(read(part)['allowed_origins']).toEqual([expect.stringMatching(/^chrome-extension:\/\/[a-p]{32}\/$/)]);

  const relay = spawn(String(read('.mozilla')['path']), [], { env: { ...process.env, VISAVIS_CTI_DIR: home } });
  const [frame] = (await once(relay.stdout, 'data')) as [Buffer];
  expect(frame.subarray(4).toString()).toBe('{"type":"problem","code":"appNotRunning"}');
  const ended = once(relay, 'exit');
  relay.stdin.end();
  expect(await ended).toEqual([0, null]);

  expect(removeManifests(options)).toEqual(files);
  expect(files.filter((file) => existsSync(file))).toEqual([]);
});

test('[DOOR-15] the folders and registry keys of each system', () => {
  const folders = (platform: string, system: boolean): string[] =>
    manifestPlaces({ platform, home: '/h', system }).map(({ folder }) => folder);
  expect(folders('linux', true)).toEqual([
    '/usr/lib/mozilla/native-messaging-hosts',
    '/etc/opt/chrome/native-messaging-hosts',
    '/etc/chromium/native-messaging-hosts',
    '/etc/opt/edge/native-messaging-hosts',
  ]);
  expect(folders('darwin', false)).toContain('/h/Library/Application Support/Mozilla/NativeMessagingHosts');
  expect(registryKeys('mozilla', false)).toEqual(['HKCU\\Software\\Mozilla\\NativeMessagingHosts\\fr.visavis.cti']);
});
