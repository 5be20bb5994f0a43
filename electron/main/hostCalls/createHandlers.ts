// What each host call does: a line from its name to the capability that does it.
import { Notification, shell } from 'electron';
import type { HostParams, HostResult } from '../../contract/index.ts';
import type { Attention } from '../attention/setupAttention.ts';
import type { ReplyEngine } from '../cti/engine/createReplyEngine.ts';
import type { Screens } from '../screens/setupScreens.ts';
import type { Sharing } from '../sharing/setupSharing.ts';
import type { HostHandlers } from './answer.ts';

export type HandlersOptions = {
  description: Pick<HostResult<'app.describe'>, 'version' | 'serverOrigin' | 'systemLanguage' | 'languageIsFixed'>;
  attention: Attention;
  takePendingLinks: () => HostResult<'links.takePending'>['links'];
  replies: Pick<ReplyEngine, 'list' | 'setHeld' | 'takeCalls'>;
  screens: Screens;
  sharing: Sharing;
  onStatus: (status: HostParams<'tray.setStatus'>) => void;
};

export function createHandlers({
  description,
  attention,
  takePendingLinks,
  replies,
  screens,
  sharing,
  onStatus,
}: HandlersOptions): HostHandlers {
  return {
    'app.describe': () => ({
      ...description,
      platform: platformOf(process.platform),
      notifications: Notification.isSupported(),
    }),
    'attention.raise': (words) => {
      attention.raise(words);
      return {};
    },
    'attention.clear': () => {
      attention.clear();
      return {};
    },
    'tray.setStatus': (status) => {
      onStatus(status);
      return {};
    },
    'links.takePending': () => ({ links: takePendingLinks() }),
    'links.openOutside': async ({ url }) => {
      await shell.openExternal(url);
      return {};
    },
    'replies.list': () => ({ replies: replies.list() }),
    'replies.setHeld': (held) => {
      replies.setHeld(held);
      return {};
    },
    'replies.takeCalls': () => {
      replies.takeCalls();
      return {};
    },
    'screens.describe': () => screens.describe(),
    'screens.list': () => screens.list(),
    'screens.choose': (choice) => ({ accepted: screens.choose(choice) }),
    'sharing.begin': (share) => {
      sharing.begin(share);
      return {};
    },
    'sharing.end': () => {
      sharing.end();
      return {};
    },
  };
}

/** Electron runs on these three; every other Unix would be treated as Linux. */
function platformOf(platform: NodeJS.Platform): HostResult<'app.describe'>['platform'] {
  return platform === 'darwin' || platform === 'win32' ? platform : 'linux';
}
