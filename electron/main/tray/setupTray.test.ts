// The tray's icon, tooltip and menu for each status. Electron is a stand-in; the icon files are the real ones.
import fs from 'node:fs';
import path from 'node:path';
import type { MenuItemConstructorOptions } from 'electron';
import { beforeEach, expect, test, vi } from 'vitest';
import { hostStatusSchema } from '../../contract/index.ts';
import { wordsFor } from '../words/wordsFor.ts';
import { setupTray } from './setupTray.ts';

const ICON_FOLDER = path.join(import.meta.dirname, '../../../resources/icons/tray');

const tray = vi.hoisted(() => ({ tooltip: '', menu: [] as MenuItemConstructorOptions[], images: 0 }));

vi.mock('electron', () => ({
  Tray: class {
    setImage(): void {
      tray.images += 1;
    }
    setToolTip(tooltip: string): void {
      tray.tooltip = tooltip;
    }
    setContextMenu(menu: MenuItemConstructorOptions[]): void {
      tray.menu = menu;
    }
    on(): void {
      // Clicks are not part of these tests.
    }
  },
  Menu: { buildFromTemplate: (template: MenuItemConstructorOptions[]) => template },
  nativeImage: { createFromPath: (file: string) => file, createFromBuffer: (content: Buffer) => content },
}));

beforeEach(() => {
  tray.images = 0;
});

test('[HOST-3] every status has an icon at every scale', () => {
  for (const status of hostStatusSchema.options) {
    for (const scale of ['', '@1.5x', '@2x', '@3x'])
      expect(fs.existsSync(path.join(ICON_FOLDER, `${status}${scale}.png`))).toBe(true);
  }
});

test('[HOST-3] the tray says the status and offers the way back and the way out', () => {
  const [onShow, onQuit] = [vi.fn(), vi.fn()];
  const { setStatus } = setupTray({ iconFolder: ICON_FOLDER, words: wordsFor('fr-CA'), onShow, onQuit });
  expect(tray.menu.map(({ label }) => label)).toEqual(['Afficher Visavis', undefined, 'Quitter']);
  setStatus({ status: 'away', label: 'Absent : pause & café' });
  expect(tray.tooltip).toBe('Visavis – Absent : pause & café');
  expect(tray.menu.map(({ label, enabled }) => [label, enabled])).toEqual([
    ['Afficher Visavis', undefined],
    ['Absent : pause && café', false],
    [undefined, undefined],
    ['Quitter', undefined],
  ]);
  expect(tray.menu.at(0)?.click).toBe(onShow);
  expect(tray.menu.at(-1)?.click).toBe(onQuit);
});

test('[HOST-3] the icon is drawn again only when the status changes', () => {
  const { setStatus } = setupTray({ iconFolder: ICON_FOLDER, words: wordsFor('en'), onShow: vi.fn(), onQuit: vi.fn() });
  setStatus({ status: 'away', label: 'Away: Break' });
  setStatus({ status: 'away', label: 'Away: Lunch' });
  setStatus({ status: 'away', label: 'Away: Lunch' });
  expect(tray.images).toBe(1);
  expect(tray.tooltip).toBe('Visavis – Away: Lunch');
});
