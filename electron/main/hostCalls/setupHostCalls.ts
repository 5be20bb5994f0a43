// Joins the page's IPC to answer() and carries notices the other way. Knows Electron's frames; decides nothing.
import { ipcMain, type WebContents, type WebFrameMain } from 'electron';
import { HOST_CALL_CHANNEL, HOST_NOTICE_CHANNEL } from '../../contract/channels.ts';
import type { HostNotice, HostNoticePayload } from '../../contract/index.ts';
import type { Log } from '../log/createLog.ts';
import { answer, type HostCaller, type HostHandlers } from './answer.ts';

export type SendNotice = <N extends HostNotice>(name: N, payload: HostNoticePayload<N>) => void;

/** Answers the host calls of `page`, and of no other web contents. */
export function setupHostCalls(page: WebContents, handlers: HostHandlers, log: Log): void {
  ipcMain.handle(HOST_CALL_CHANNEL, (event, name: unknown, params: unknown) =>
    answer({ caller: callerOf(event.senderFrame, event.sender === page), name, params }, handlers, log),
  );
}

/** `frame` is null when it navigated or closed while its message was on the way. */
function callerOf(frame: WebFrameMain | null, isAgentWindow: boolean): HostCaller {
  return { origin: frame?.origin ?? '', isMainFrame: isAgentWindow && frame?.parent === null };
}

/** Tells the page; a page that is gone is not told. */
export function createSendNotice(page: WebContents): SendNotice {
  return (name, payload) => {
    if (!page.isDestroyed()) page.send(HOST_NOTICE_CHANNEL, name, payload);
  };
}
