// A real Thunderbird on a desktop of its own, with one account, our extension force-installed by policy, and a person's keyboard.
// Knows Thunderbird's profile and windows; nothing of the app.
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { installManifests } from '../../../scripts/ctiInstall/installManifests.ts';
import { THUNDERBIRD_EXTENSION_ID } from '../../../scripts/ctiInstall/manifests.ts';
import { until, type Desktop } from '../desktop.ts';
import type { ImapServer } from './imapServer.ts';
import { replaceMailPolicy } from './mailPolicy.ts';
import { joinMarionette, MARIONETTE_PARAMETERS, MARIONETTE_PREFERENCES, type Marionette } from './marionette.ts';
import type { SmtpServer } from './smtpServer.ts';

export interface Thunderbird {
  /** Gives a window whose title contains `title` the keyboard; waits for it. */
  readonly focus: (title: string) => Promise<void>;
  /** Windows whose title contains `title`. */
  readonly windows: (title: string) => readonly string[];
  readonly keys: (...keys: string[]) => void;
  readonly type: (text: string) => void;
  /** As a crash: nothing is said, nothing is saved. */
  readonly kill: () => Promise<void>;
  /** Starts it again on the same profile, after `kill`. */
  readonly startAgain: () => void;
  /** Only where it was started for that. */
  readonly lookInside: () => Promise<Marionette>;
  readonly close: () => Promise<void>;
}

export interface ThunderbirdOptions {
  readonly desktop: Desktop;
  readonly imap: ImapServer;
  readonly smtp: SmtpServer;
  /** Where the app listens, see `VISAVIS_CTI_DIR`. */
  readonly ctiFolder: string;
  /** Lets `lookInside` work; by default it runs as a person's does. */
  readonly isOpenToTests?: boolean;
}

const PROGRAM = '/usr/lib/thunderbird/thunderbird';

/** Starts it; its windows come later. */
export function startThunderbird({
  desktop,
  imap,
  smtp,
  ctiFolder,
  isOpenToTests = false,
}: ThunderbirdOptions): Thunderbird {
  const home = mkdtempSync(join(tmpdir(), 'visavis-thunderbird-'));
  const profile = join(home, 'profile');
  mkdirSync(profile);
  writeFileSync(join(profile, 'user.js'), preferences(imap, smtp, isOpenToTests));
  installManifests({ platform: 'linux', home, system: false, launcherFolder: join(home, 'relay') });
  const restorePolicy = installByPolicy();
  const spawnIt = (): ChildProcess =>
    spawn(PROGRAM, ['--profile', profile, '--no-remote', ...(isOpenToTests ? MARIONETTE_PARAMETERS : [])], {
      env: {
        ...process.env,
        ...desktop.env,
        HOME: home,
        // One that is killed leaves what it has begun there.
        TMPDIR: home,
        VISAVIS_CTI_DIR: ctiFolder,
        MOZ_CRASHREPORTER_DISABLE: '1',
        LANG: 'C.UTF-8',
      },
      stdio: 'ignore',
      detached: true,
    });
  let child = spawnIt();
  const { xdotool } = desktop;
  const windows = (title: string): readonly string[] => {
    try {
      return xdotool('search', '--onlyvisible', '--name', title).split('\n').filter(Boolean);
    } catch {
      // xdotool fails where it finds none.
      return [];
    }
  };
  const close = async (): Promise<void> => {
    restorePolicy();
    await kill(child);
    rmSync(home, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 });
  };
  return {
    windows,
    focus: async (title) => {
      await until(`a window “${title}” has the keyboard`, () => {
        const [window] = windows(title);
        if (window === undefined) return false;
        xdotool('windowactivate', '--sync', window);
        return xdotool('getactivewindow') === window;
      });
    },
    keys: (...keys) => void xdotool('key', '--clearmodifiers', ...keys),
    type: (text) => void xdotool('type', '--delay', '20', text),
    kill: () => kill(child),
    startAgain: () => {
      child = spawnIt();
    },
    lookInside: () => joinMarionette(profile),
    close,
  };
}

/** Has our extension installed, as an organisation does; returns what puts back what was there before. */
function installByPolicy(): () => void {
  const url = pathToFileURL(resolve('out/extensions/thunderbird.xpi')).href;
  const settings = { [THUNDERBIRD_EXTENSION_ID]: { installation_mode: 'force_installed', install_url: url } };
  return replaceMailPolicy(JSON.stringify({ policies: { ExtensionSettings: settings, DisableAppUpdate: true } }));
}

async function kill(child: ChildProcess): Promise<void> {
  if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) return;
  const exited = once(child, 'exit');
  child.kill('SIGKILL');
  await exited;
}

function preferences(imap: ImapServer, smtp: SmtpServer, isOpenToTests: boolean): string {
  const prefs: Record<string, string | number | boolean> = {
    'app.donation.eoy.version.viewed': 999,
    'app.update.enabled': false,
    'toolkit.startup.max_resumed_crashes': -1,
    'browser.shell.checkDefaultClient': false,
    'mail.shell.checkDefaultClient': false,
    'datareporting.policy.dataSubmissionPolicyBypassNotification': true,
    'datareporting.healthreport.uploadEnabled': false,
    'toolkit.telemetry.enabled': false,
    'mail.rights.version': 1,
    'mail.spotlight.firstRunDone': true,
    'mailnews.start_page.enabled': false,
    'mailnews.start_page_override.mstone': 'ignore',
    'mail.provider.enabled': false,
    'mail.winsearch.firstRunDone': true,
    'mail.biff.show_alert': false,
    'mail.biff.play_sound': false,
    'mail.warn_on_send_accel_key': false,
    'mail.compose.warned_about_customize_from': true,
    'mail.SpellCheckBeforeSend': false,
    'mail.identity.default.compose_html': true,
    'mailnews.start_page.url': 'about:blank',
    'extensions.update.enabled': false,
    'extensions.background.idle.timeout': 3_000,
    'network.captive-portal-service.enabled': false,
    'network.connectivity-service.enabled': false,
    'mail.accountmanager.accounts': 'account1',
    'mail.accountmanager.defaultaccount': 'account1',
    'mail.account.account1.identities': 'id1',
    'mail.account.account1.server': 'server1',
    'mail.server.server1.type': 'imap',
    'mail.server.server1.hostname': '127.0.0.1',
    'mail.server.server1.port': imap.port,
    'mail.server.server1.userName': imap.user,
    'mail.server.server1.name': 'agent',
    'mail.server.server1.socketType': 0,
    'mail.server.server1.authMethod': 3,
    'mail.server.server1.login_at_startup': true,
    'mail.server.server1.check_new_mail': true,
    'mail.identity.id1.fullName': 'Agent',
    'mail.identity.id1.useremail': imap.user,
    'mail.identity.id1.valid': true,
    'mail.identity.id1.smtpServer': 'smtp1',
    'mail.identity.id1.fcc': false,
    'mail.identity.id1.draft_folder': `imap://${encodeURIComponent(imap.user)}@127.0.0.1/Drafts`,
    'mail.smtpservers': 'smtp1',
    'mail.smtp.defaultserver': 'smtp1',
    'mail.smtpserver.smtp1.hostname': '127.0.0.1',
    'mail.smtpserver.smtp1.port': smtp.port,
    'mail.smtpserver.smtp1.authMethod': 1,
    'mail.smtpserver.smtp1.try_ssl': 0,
    'mail.smtpserver.smtp1.username': '',
    ...(isOpenToTests ? MARIONETTE_PREFERENCES : {}),
  };
  return Object.entries(prefs)
    .map(([name, value]) => `user_pref(${JSON.stringify(name)}, ${JSON.stringify(value)});\n`)
    .join('');
}
