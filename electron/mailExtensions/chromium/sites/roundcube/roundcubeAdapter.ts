// Roundcube: what becomes of a mail comes from our script among its own; typing is observed here. Tried on Debian's 1.6.
import type { SiteAdapter } from '../../page/siteAdapter.ts';
import { parseSurfaceReport, type SurfaceId } from '../../page/surfaceReport.ts';
import { acceptPrivateChannel } from './privateChannel.ts';

export function createRoundcubeAdapter(document: Document): SiteAdapter {
  return {
    observe: (report) => {
      let open: SurfaceId | undefined;
      acceptPrivateChannel(document, (message) => {
        const news = parseSurfaceReport(parseJson(message));
        if (news === undefined) return;
        if (news.type === 'opened') open = news.surface;
        if (news.type === 'ended') open = undefined;
        report(news);
      });
      observeTyping(document, () => {
        if (open !== undefined) report({ type: 'typed', surface: open });
      });
    },
  };
}

/** `beforeinput`, not keys: dictation, pasting and spell checking write too, and shortcuts do not. */
function observeTyping(document: Document, typed: () => void): void {
  document.addEventListener('beforeinput', typed, true);
  // The rich text editor is a frame of the same origin whose document is written anew after it was made. Adding the same
  // listener again changes nothing.
  const observeFrames = (): void => {
    for (const frame of document.querySelectorAll('iframe'))
      frame.contentDocument?.addEventListener('beforeinput', typed, true);
  };
  document.addEventListener('load', observeFrames, true);
  // The focus has gone into a frame.
  document.defaultView?.addEventListener('blur', observeFrames);
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
