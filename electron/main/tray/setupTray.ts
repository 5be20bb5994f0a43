// The icon beside the clock: the agent's status, the way back to the window, and the way out.
import fs from 'node:fs';
import path from 'node:path';
import { Menu, nativeImage, Tray, type MenuItemConstructorOptions, type NativeImage } from 'electron';
import type { HostParams, HostStatus } from '../../contract/index.ts';
import type { ShellWords } from '../words/wordsFor.ts';

export type TrayStatus = HostParams<'tray.setStatus'>;
export type StatusTray = { setStatus: (status: TrayStatus) => void };

export type TrayOptions = {
  /** Folder of the status icons, `resources/icons/tray`. */
  iconFolder: string;
  words: ShellWords;
  /** The person wants the window. */
  onShow: () => void;
  onQuit: () => void;
};

/** Keeps the tray icon alive for as long as the app runs. Where the desktop shows no tray, nothing is seen and nothing fails. */
export function setupTray({ iconFolder, words, onShow, onQuit }: TrayOptions): StatusTray {
  const tray = new Tray(iconOf('signedOut', iconFolder));
  let shown: TrayStatus | undefined;

  function setStatus(next: TrayStatus): void {
    if (shown?.status === next.status && shown.label === next.label) return;
    if (shown?.status !== next.status) tray.setImage(iconOf(next.status, iconFolder));
    shown = next;
    tray.setToolTip(`Visavis – ${next.label}`);
    setMenu(next.label);
  }

  function setMenu(label: string | undefined): void {
    const status: MenuItemConstructorOptions[] =
      label === undefined ? [] : [{ label: escapeMnemonic(label), enabled: false }];
    tray.setContextMenu(
      Menu.buildFromTemplate([
        { label: words.show, click: onShow },
        ...status,
        { type: 'separator' },
        { label: words.quit, click: onQuit },
      ]),
    );
  }

  tray.setToolTip('Visavis');
  setMenu(undefined);
  // On macOS a click opens the menu; elsewhere it is the short way back.
  if (process.platform !== 'darwin') tray.on('click', onShow);
  return { setStatus };
}

/** In menus of Windows and Linux a single & marks a shortcut. */
function escapeMnemonic(label: string): string {
  return label.replaceAll('&', '&&');
}

/** Linux panels take the icon as it is, at about 24 px; Windows and macOS choose a scale of 16 px by themselves. */
function iconOf(status: HostStatus, folder: string): NativeImage {
  if (process.platform === 'linux')
    return nativeImage.createFromBuffer(fs.readFileSync(path.join(folder, `${status}@1.5x.png`)));
  return nativeImage.createFromPath(path.join(folder, `${status}.png`));
}
