// Starting with the session, on real files: what is decided is done, what is not is left alone.
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Log } from '../log/createLog.ts';
import { autostartEntry, autostartFile } from './autostartEntry.ts';
import { setupAutoStart, type AutoStartOptions } from './setupAutoStart.ts';

let home: string;
const said: string[] = [];
beforeEach(() => {
  home = fs.mkdtempSync(path.join(os.tmpdir(), 'visavis-autostart-'));
  said.length = 0;
});
afterEach(() => fs.rmSync(home, { recursive: true, force: true }));

const note = (message: string): void => void said.push(message);
const log: Log = { debug: note, info: note, warn: note, error: note };
const file = (): string => path.join(home, '.config', 'autostart', 'visavis.desktop');
const set = (decided: boolean | undefined, more: Partial<AutoStartOptions> = {}): void =>
  setupAutoStart({
    ...{ decided, isFixed: true, platform: 'linux', env: {}, home, program: '/opt/Visavis/visavis', log },
    setLoginItem: ({ openAtLogin }) => said.push(`login item ${String(openAtLogin)}`),
    ...more,
  });
const text = (): string => fs.readFileSync(file(), 'utf8');

test('[POLICY-7] it is begun and ended as the organisation has fixed it, and not touched where it has not', () => {
  set(undefined);
  expect(fs.existsSync(path.dirname(file()))).toBe(false);
  set(true);
  expect(text()).toContain('\nExec="/opt/Visavis/visavis"\n');
  fs.appendFileSync(file(), 'Hidden=true\n');
  set(true);
  expect(text()).not.toContain('Hidden');
  set(false);
  expect(fs.existsSync(file())).toBe(false);
  set(false);
  expect(said).toEqual([]);
});

test('[POLICY-7] where it is only recommended, what a person has changed stays', () => {
  set(true, { isFixed: false });
  fs.appendFileSync(file(), 'Hidden=true\n');
  set(true, { isFixed: false });
  set(false, { isFixed: false });
  expect(text()).toContain('Hidden=true');
});

test('[POLICY-7] what starts an AppImage is the file itself, and a folder of configurations elsewhere is used', () => {
  const elsewhere = path.join(home, 'elsewhere');
  set(true, { env: { APPIMAGE: '/home/ada/Visavis.AppImage', XDG_CONFIG_HOME: elsewhere } });
  expect(fs.readFileSync(path.join(elsewhere, 'autostart', 'visavis.desktop'), 'utf8')).toContain('Visavis.AppImage');
  expect(autostartFile({ XDG_CONFIG_HOME: 'relative' }, '/home/ada')).toBe(
    '/home/ada/.config/autostart/visavis.desktop',
  );
});

test.each([
  ['/opt/Vis avis/visavis', '"/opt/Vis avis/visavis"'],
  ['/opt/a"b/v', String.raw`"/opt/a\\"b/v"`],
  ['/opt/$HOME/v', String.raw`"/opt/\\$HOME/v"`],
  ['/opt/100%/v', '"/opt/100%%/v"'],
])('[POLICY-7] the program at %s is named so that a desktop finds it', (program, exec) => {
  expect(autostartEntry(program)).toContain(`\nExec=${exec}\n`);
});

test('[POLICY-7] other systems are told by their own means, and a disk that refuses is said in the log', () => {
  set(true, { platform: 'win32' });
  set(false, { platform: 'darwin' });
  fs.writeFileSync(path.join(home, '.config'), 'a file');
  set(true);
  expect(said).toEqual(['login item true', 'login item false', 'auto-start not set']);
});
