// What sharing asks of the machine it runs on, where that is more than a browser. Types only: the agent's page joins them to
// the shell, the customer's page has none.

/** `own`: this page shows what there is; `portal` and `system`: the desktop does; `browser`: the browser does. */
export type PickerKind = 'own' | 'portal' | 'system' | 'browser';

export type ScreenAccess = 'granted' | 'denied' | 'unknown';

export type ScreenSource = {
  sourceId: string;
  kind: 'screen' | 'window';
  name: string;
  /** A data URL; empty when there is no picture. */
  thumbnail: string;
  appIcon?: string | undefined;
};

export type ShareHost = {
  /** `browser` when the machine does not answer. */
  describe: () => Promise<{ picker: PickerKind; access: ScreenAccess; canShareSound: boolean }>;
  list: () => Promise<readonly ScreenSource[]>;
  /** What the next capture gets; `null` lets the desktop's picker decide. False when it may not be had. */
  choose: (sourceId: string | null, audio: boolean) => Promise<boolean>;
  begin: (share: {
    name: string;
    kind: 'screen' | 'window';
    words: { language: string; sharing: string; stop: string };
  }) => void;
  end: () => void;
  /** The person pressed *Stop sharing* outside of the page. Returns what stops listening. */
  onStopRequested: (listener: () => void) => () => void;
};
