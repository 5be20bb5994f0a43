// Answers getDisplayMedia with what the person chose, and with nothing else. Knows Electron's session; decisions are in the
// files beside it.
import {
  desktopCapturer,
  systemPreferences,
  type DesktopCapturerSource,
  type DisplayMediaRequestHandlerHandlerRequest,
  type Session,
  type Streams,
} from 'electron';
import type { HostParams, HostResult } from '../../contract/index.ts';
import type { Log } from '../log/createLog.ts';
import { isOwnPage } from '../pageProtocol/pageAddress.ts';
import { createChoice, type Chosen } from './createChoice.ts';
import { createSourceList } from './createSourceList.ts';
import { judgeAccess } from './judgeAccess.ts';
import { canShareSound, pickerOf } from './pickerOf.ts';
import { kindOf, sourcesToShow, type AllowedSources } from './sourcesToShow.ts';

export type Screens = {
  describe: () => HostResult<'screens.describe'>;
  list: () => Promise<HostResult<'screens.list'>>;
  /** False for a source that was not listed last. */
  choose: (choice: HostParams<'screens.choose'>) => boolean;
  /** True while a choice waits for the page's getDisplayMedia: only then is capturing the screen permitted. */
  isChosen: () => boolean;
  /** Electron's id of the display that was captured last; undefined when it was a window or is not known. */
  capturedDisplayId: () => string | undefined;
};

/** MUST run once per session: it is the session's only handler of getDisplayMedia. */
export function setupScreens(session: Session, allowed: AllowedSources, log: Log): Screens {
  const { platform } = process;
  const picker = pickerOf({ platform, systemVersion: process.getSystemVersion(), env: process.env, allowed });
  const list = createSourceList(log);
  const choice = createChoice();
  let captured: Chosen | undefined;

  async function answerTo(request: DisplayMediaRequestHandlerHandlerRequest): Promise<Streams | null> {
    const chosen = choice.take(Date.now());
    const isOurs = request.frame?.parent === null && isOwnPage(request.securityOrigin);
    const video = chosen && isOurs ? await sourceOf(chosen, allowed) : undefined;
    if (!chosen || !video) {
      log.warn('screen capture denied', { isChosen: chosen !== undefined, isOurs });
      return null;
    }
    captured = chosen;
    log.info('screen capture begins', { kind: kindOf(video.id) });
    const isHeard = chosen.audio && request.audioRequested && canShareSound(platform);
    return isHeard ? { video, audio: 'loopback' } : { video };
  }

  session.setDisplayMediaRequestHandler((request, answer) => void answerTo(request).then(answer), {
    useSystemPicker: picker === 'system',
  });

  return {
    describe: () => ({
      picker,
      // Where the desktop asks each time, there is no permission to have beforehand.
      access:
        picker === 'own' ? judgeAccess({ platform, status: statusOf(platform), seen: list.glimpses() }) : 'granted',
      canShareSound: canShareSound(platform),
    }),
    list: async () => ({ sources: picker === 'own' ? sourcesToShow(await list.look(), allowed) : [] }),
    choose: ({ sourceId, audio }) => {
      choice.withdraw();
      const chosen = sourceId === null ? systemChoice(audio) : listedChoice(sourceId, audio);
      if (chosen) choice.choose(chosen, Date.now());
      return chosen !== undefined || sourceId === null;
    },
    isChosen: () => choice.isPending(Date.now()),
    capturedDisplayId: () =>
      captured?.what === 'source' && captured.displayId !== '' ? captured.displayId : undefined,
  };

  function systemChoice(audio: boolean): Chosen | undefined {
    return picker === 'own' ? undefined : { what: 'system', audio };
  }

  function listedChoice(sourceId: string, audio: boolean): Chosen | undefined {
    const source = list.find(sourceId);
    if (source && kindOf(source.id) === 'screen' && allowed === 'windows') return undefined;
    return source && { what: 'source', sourceId, name: source.name, displayId: source.displayId, audio };
  }
}

async function sourceOf(
  chosen: Chosen,
  allowed: AllowedSources,
): Promise<Pick<DesktopCapturerSource, 'id' | 'name'> | undefined> {
  return chosen.what === 'source' ? { id: chosen.sourceId, name: chosen.name } : askPortal(allowed);
}

/** Opens the desktop's own dialog on Wayland. Both kinds in one call are one dialog; each further call would be one more. */
async function askPortal(allowed: AllowedSources): Promise<DesktopCapturerSource | undefined> {
  const [picked] = await desktopCapturer.getSources({
    types: allowed === 'windows' ? ['window'] : ['screen', 'window'],
    thumbnailSize: { width: 0, height: 0 },
  });
  return picked;
}

function statusOf(platform: NodeJS.Platform): string {
  return platform === 'darwin' ? systemPreferences.getMediaAccessStatus('screen') : 'granted';
}
