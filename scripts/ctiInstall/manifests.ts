// Which program looks for a native messaging manifest where, and what is in one. Knows folders and formats; writes nothing.
import { join } from 'node:path';
import { CHROMIUM_EXTENSION_ID } from '../../electron/mailExtensions/chromium/identity.ts';

export const HOST_NAME = 'fr.visavis.cti';
/** As in electron/mailExtensions/thunderbird/manifest.json. */
export const THUNDERBIRD_EXTENSION_ID = 'reply-shield@visavis.fr';

export interface ManifestPlace {
  readonly program: string;
  readonly folder: string;
  readonly family: 'mozilla' | 'chromium';
}

export interface PlacesOptions {
  readonly platform: string;
  readonly home: string;
  /** For everyone on the machine. */
  readonly system: boolean;
}

/** Thunderbird reads Firefox's folders, and none of its own. On Windows the folder is ours: the registry points to it. */
export function manifestPlaces({ platform, home, system }: PlacesOptions): readonly ManifestPlace[] {
  const place = (family: ManifestPlace['family'], program: string, folder: string): ManifestPlace => ({
    program,
    folder,
    family,
  });
  if (platform === 'win32') {
    const folder = join(home, 'AppData', 'Local', 'Visavis');
    return [
      place('mozilla', 'Thunderbird and Firefox', join(folder, 'mozilla')),
      place('chromium', 'Chrome and Edge', join(folder, 'chromium')),
    ];
  }
  if (platform === 'darwin') {
    const library = join(system ? '/' : home, 'Library');
    const support = join(library, 'Application Support');
    const edge = system ? join(library, 'Microsoft', 'Edge') : join(support, 'Microsoft Edge');
    const chrome = system ? join(library, 'Google', 'Chrome') : join(support, 'Google', 'Chrome');
    return [
      place('mozilla', 'Thunderbird and Firefox', join(support, 'Mozilla', 'NativeMessagingHosts')),
      place('chromium', 'Chrome', join(chrome, 'NativeMessagingHosts')),
      place('chromium', 'Chromium', join(support, 'Chromium', 'NativeMessagingHosts')),
      place('chromium', 'Edge', join(edge, 'NativeMessagingHosts')),
    ];
  }
  if (system)
    return [
      place('mozilla', 'Thunderbird and Firefox', '/usr/lib/mozilla/native-messaging-hosts'),
      place('chromium', 'Chrome', '/etc/opt/chrome/native-messaging-hosts'),
      place('chromium', 'Chromium', '/etc/chromium/native-messaging-hosts'),
      place('chromium', 'Edge', '/etc/opt/edge/native-messaging-hosts'),
    ];
  return [
    place('mozilla', 'Thunderbird and Firefox', join(home, '.mozilla', 'native-messaging-hosts')),
    place('chromium', 'Chrome', join(home, '.config', 'google-chrome', 'NativeMessagingHosts')),
    place('chromium', 'Chromium', join(home, '.config', 'chromium', 'NativeMessagingHosts')),
    place('chromium', 'Edge', join(home, '.config', 'microsoft-edge', 'NativeMessagingHosts')),
  ];
}

/** @param launcher absolute path of what the mail program is to start */
export function manifestText(family: ManifestPlace['family'], launcher: string): string {
  const allowed =
    family === 'mozilla'
      ? { allowed_extensions: [THUNDERBIRD_EXTENSION_ID] }
      : { allowed_origins: [`chrome-extension://${CHROMIUM_EXTENSION_ID}/`] };
  const manifest = {
    name: HOST_NAME,
    description: 'Tells Visavis that an e-mail reply is being written',
    path: launcher,
    type: 'stdio',
    ...allowed,
  };
  return `${JSON.stringify(manifest, null, 2)}\n`;
}

/** Where Windows programs look: each key's default value is the path of the manifest. */
export function registryKeys(family: ManifestPlace['family'], system: boolean): readonly string[] {
  const hive = system ? 'HKLM' : 'HKCU';
  const makers = family === 'mozilla' ? ['Mozilla'] : ['Google\\Chrome', 'Chromium', 'Microsoft\\Edge'];
  return makers.map((maker) => `${hive}\\Software\\${maker}\\NativeMessagingHosts\\${HOST_NAME}`);
}
