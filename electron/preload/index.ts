// The bridge: puts the host port on the page's window. Knows the channel names; checks nothing, because main does.
import { contextBridge, ipcRenderer, type IpcRendererEvent } from 'electron';
import { HOST_CALL_CHANNEL, HOST_GLOBAL, HOST_NOTICE_CHANNEL } from '../contract/channels.ts';
import type { HostNotice, HostNoticePayload, HostPort } from '../contract/index.ts';

const host: HostPort = {
  call: (name, params) => ipcRenderer.invoke(HOST_CALL_CHANNEL, name, params),
  on: <N extends HostNotice>(name: N, listener: (payload: HostNoticePayload<N>) => void) => {
    const hear = (_event: IpcRendererEvent, noticed: HostNotice, payload: HostNoticePayload<N>): void => {
      if (noticed === name) listener(payload);
    };
    ipcRenderer.on(HOST_NOTICE_CHANNEL, hear);
    return () => void ipcRenderer.off(HOST_NOTICE_CHANNEL, hear);
  },
};

contextBridge.exposeInMainWorld(HOST_GLOBAL, host);
