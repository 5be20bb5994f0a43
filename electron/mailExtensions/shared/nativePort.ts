// A CTI port over native messaging: the mail program starts our relay and talks to it. Knows the extension API's port, which
// is the same in Thunderbird, Firefox and Chromium.
import type { CtiPort, CtiPortEvents } from './ctiClient.ts';

/** As in the manifests that `npm run cti:install` writes. */
const NATIVE_HOST = 'fr.visavis.cti';

/** What is used of `runtime.connectNative` and of the port it returns. */
export type NativeRuntime = {
  readonly connectNative: (application: string) => {
    readonly postMessage: (message: object) => void;
    readonly disconnect: () => void;
    readonly onMessage: { readonly addListener: (listener: (message: unknown) => void) => void };
    readonly onDisconnect: { readonly addListener: (listener: () => void) => void };
  };
};

/** Opens one. A host that is not installed is a port that closes at once. */
export function openNativePort(runtime: NativeRuntime, { onMessage, onClosed }: CtiPortEvents): CtiPort {
  const port = runtime.connectNative(NATIVE_HOST);
  let isOver = false;
  port.onMessage.addListener((message) => onMessage(message));
  port.onDisconnect.addListener(() => {
    if (isOver) return;
    isOver = true;
    onClosed();
  });
  return {
    post: (message) => {
      if (!isOver) port.postMessage(message);
    },
    close: () => {
      isOver = true;
      port.disconnect();
    },
  };
}
