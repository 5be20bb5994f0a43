// Composes the native shell: start, settings, window, page, capabilities. Each capability is a folder beside this file; none is known in detail here.
import fs from 'node:fs';
import path from 'node:path';
import { app, dialog, session } from 'electron';
import type { HostStatus } from '../contract/index.ts';
import { setupAttention } from './attention/setupAttention.ts';
import { setupAutoStart } from './autoStart/setupAutoStart.ts';
import { setupCti } from './cti/setupCti.ts';
import { createHandlers, type HandlersOptions } from './hostCalls/createHandlers.ts';
import { createSendNotice, setupHostCalls } from './hostCalls/setupHostCalls.ts';
import { setupLinks, type Links } from './links/setupLinks.ts';
import { createLog, type Log, type LogLevel } from './log/createLog.ts';
import { setupNavigation } from './navigation/setupNavigation.ts';
import { PAGE_URL } from './pageProtocol/pageAddress.ts';
import { registerPageScheme, setupPageProtocol } from './pageProtocol/setupPageProtocol.ts';
import { setupPermissions } from './permissions/setupPermissions.ts';
import { setupScreens } from './screens/setupScreens.ts';
import { readSettings, type Settings, type SettingsResult } from './settings/readSettings.ts';
import { setupSharing } from './sharing/setupSharing.ts';
import { setupPolicy } from './policy/setupPolicy.ts';
import type { WatchedPolicy } from './policy/watchPolicy.ts';
import { setupPower } from './power/setupPower.ts';
import { setupSingleInstance } from './singleInstance/setupSingleInstance.ts';
import { setupTray } from './tray/setupTray.ts';
import { setupClosing } from './window/setupClosing.ts';
import { setupCrashReload } from './window/setupCrashReload.ts';
import { setupMainWindow, showWindow } from './window/setupMainWindow.ts';
import { setupMenu } from './window/setupMenu.ts';
import { wordsFor } from './words/wordsFor.ts';

const EXIT_BAD_SETTINGS = 2;
const OUT_FOLDER = path.join(import.meta.dirname, '..');
const ICON_FOLDER = path.join(OUT_FOLDER, '..', 'resources', 'icons');

start();

function start(): void {
  // Whoever starts the app as root has to say --no-sandbox; enableSandbox() would take it from the child processes, which then stop.
  if (!app.commandLine.hasSwitch('no-sandbox')) app.enableSandbox();
  registerPageScheme();
  app.setAppUserModelId('fr.visavis.app');
  const userDataFolder = process.env['VISAVIS_USER_DATA_DIR'];
  if (userDataFolder) app.setPath('userData', path.resolve(userDataFolder));

  let least: LogLevel = 'debug';
  const directory = path.join(app.getPath('userData'), 'logs');
  const log = createLog({ directory, echo: !app.isPackaged, least: () => least });
  const machineFile = app.isPackaged ? undefined : process.env['VISAVIS_POLICY_FILE'];
  const policy = setupPolicy({ userDataFolder: app.getPath('userData'), machineFile, log });
  const read = settingsNow(policy);
  if (!read.ok) {
    log.error('bad settings', { message: read.message });
    // Before the app is ready Linux writes this to standard error instead of opening a box.
    dialog.showErrorBox('Visavis', read.message);
    app.exit(EXIT_BAD_SETTINGS);
    return;
  }

  const links = setupLinks(log);
  let show = (): void => undefined;
  const isFirst = setupSingleInstance((argv) => {
    log.info('second start');
    links.addFrom(argv);
    show();
  });
  if (!isFirst) {
    app.exit(0);
    return;
  }
  links.addFrom(process.argv);
  process.on('uncaughtException', (error) => log.error('bug', { cause: error.stack ?? error.message }));
  process.on('unhandledRejection', (reason) =>
    log.error('bug', { cause: reason instanceof Error ? (reason.stack ?? '') : 'no error' }),
  );

  setupNavigation(log);
  const settings = read.settings;
  least = settings.logLevel;
  policy.onChange(() => {
    const again = settingsNow(policy);
    if (again.ok) Object.assign(settings, changedAtOnce(settings, again.settings));
    least = settings.logLevel;
  });
  void app.whenReady().then(() => {
    if (app.isPackaged) startWithSession(settings, log);
    show = openAgent(settings, links, log);
  });
}

function settingsNow(policy: WatchedPolicy): SettingsResult {
  return readSettings({ argv: process.argv, env: process.env, fileText: settingsText(), policy: policy.current });
}

/** What is used anew each time. Whoever has the shield's numbers keeps them, with what is in them now. */
function changedAtOnce({ replies }: Settings, next: Settings): Partial<Settings> {
  Object.assign(replies, next.replies);
  return { logLevel: next.logLevel };
}

function startWithSession({ autoStart }: Settings, log: Log): void {
  const { platform, env } = process;
  setupAutoStart({
    ...{ ...autoStart, platform, env, log },
    ...{ home: app.getPath('home'), program: app.getPath('exe') },
    setLoginItem: (item) => app.setLoginItemSettings(item),
  });
}

function describeApp({ serverOrigin, language, languageIsFixed }: Settings): HandlersOptions['description'] {
  const systemLanguage = language === 'system' ? (app.getPreferredSystemLanguages()[0] ?? 'en') : language;
  return { version: app.getVersion(), serverOrigin, systemLanguage, languageIsFixed };
}

/** Opens the agent's window with everything around it; returns what brings it to the front. */
function openAgent(settings: Settings, links: Links, log: Log): () => void {
  const { replies, loopbackDoor, startMinimised } = settings;
  const description = describeApp(settings);
  const words = wordsFor(description.systemLanguage);
  let status: HostStatus = 'signedOut';

  const screens = setupScreens(session.defaultSession, settings.screenSources, log);
  setupPermissions({ session: session.defaultSession, isScreenChosen: screens.isChosen, log });
  setupPageProtocol({ root: path.join(OUT_FOLDER, 'agent'), serverOrigin: settings.serverOrigin, log });
  setupMenu();
  const window = setupMainWindow({
    userDataFolder: app.getPath('userData'),
    preloadFile: path.join(OUT_FOLDER, 'preload', 'index.cjs'),
    iconFile: path.join(ICON_FOLDER, 'app', '256x256.png'),
    ...{ startMinimised, log },
  });
  const notify = createSendNotice(window.webContents);
  const show = (): void => showWindow(window);
  const showForAttention = (): void => {
    show();
    notify('attention.clicked', {});
  };
  const load = (): void => {
    window.loadURL(PAGE_URL).catch(() => log.error('the page did not load'));
  };

  const attention = setupAttention({ window, onClicked: showForAttention, log });
  const onStop = (): void => notify('sharing.stopRequested', {});
  const sharing = setupSharing({ window, attention, capturedDisplayId: screens.capturedDisplayId, onStop, log });
  const tray = setupTray({
    iconFolder: path.join(ICON_FOLDER, 'tray'),
    words,
    onShow: showForAttention,
    onQuit: () => app.quit(),
  });
  links.attach(window.webContents, (link) => notify('link.opened', link));
  const onMinimised = (): void => attention.mention({ title: 'Visavis', body: words.minimised });
  setupClosing({ window, statusOf: () => status, onMinimised, log });
  setupCrashReload({ window, words, load, log });
  const userDataFolder = app.getPath('userData');
  const cti = setupCti({ policy: replies, loopbackDoor, notify, log, env: process.env, userDataFolder });
  app.on('will-quit', () => void cti.close());
  setupPower({ onResumed: () => notify('power.resumed', {}), onAway: () => cti.screenLocked() }, log);
  app.on('activate', show);

  const handlers = createHandlers({
    description,
    attention,
    takePendingLinks: links.takePending,
    replies: cti,
    screens,
    sharing,
    onStatus: (next) => {
      status = next.status;
      tray.setStatus(next);
    },
  });
  setupHostCalls(window.webContents, handlers, log);
  load();
  log.info('started', { version: app.getVersion(), electron: process.versions.electron });
  return show;
}

/** A file that is there but cannot be read is as wrong as one that says nonsense. */
function settingsText(): string | undefined {
  const file = path.join(app.getPath('userData'), 'settings.json');
  return fs.existsSync(file) ? fs.readFileSync(file, 'utf8') : undefined;
}
