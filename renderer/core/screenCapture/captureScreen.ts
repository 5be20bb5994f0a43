// Asks the browser for a screen, a window or a tab. Knows getDisplayMedia; not pickers, calls or words.

/** `tab`: one page of a browser. Browsers that do not say what was picked count as `window`. */
export type CapturedKind = 'screen' | 'window' | 'tab';

/**
 * `unsupported`: the browser has no way to share, as on phones; `cancelled`: the person closed the picker, or, where no
 * picker was shown, the app was refused; `denied`: the system keeps the picture from the browser; `failed`: anything else.
 */
export type CaptureProblem = 'unsupported' | 'cancelled' | 'denied' | 'failed';

export type ScreenCapture = {
  video: MediaStreamTrack;
  audio: MediaStreamTrack | undefined;
  kind: CapturedKind;
  /** The window's title, where the browser tells it. */
  name: string | undefined;
};

export type CapturePreference = {
  audio: boolean;
  /** `text` for documents and forms, `detail` for drawings and pictures: both keep the size and give up frames. */
  contentHint: 'text' | 'detail';
};

export type CaptureResult = { ok: true; capture: ScreenCapture } | { ok: false; problem: CaptureProblem };

/** Newer than TypeScript's own types. See the Screen Capture specification. */
type DisplayOptions = DisplayMediaStreamOptions & {
  monitorTypeSurfaces: 'include';
  selfBrowserSurface: 'exclude';
  surfaceSwitching: 'include';
  systemAudio: 'include' | 'exclude';
};

/**
 * As large as it is, up to 4K: letters must stay sharp. Thirty frames at most; a floor is not allowed here, and the hint on
 * the track lets frames go first when the path is narrow.
 */
const VIDEO = {
  width: { max: 3840 },
  height: { max: 2160 },
  frameRate: { ideal: 30, max: 30 },
  // What the picker offers first.
  displaySurface: 'window',
} satisfies MediaTrackConstraints;

/** Sound of programs is no voice: nothing is taken out of it. What the call itself plays is, or the other side heard itself. */
const AUDIO = {
  echoCancellation: false,
  noiseSuppression: false,
  autoGainControl: false,
  suppressLocalAudioPlayback: false,
  restrictOwnAudio: true,
};

/** Names of errors from the Screen Capture specification, `getDisplayMedia()`. */
const BY_NAME: Readonly<Record<string, CaptureProblem>> = {
  NotAllowedError: 'cancelled',
  AbortError: 'cancelled',
  NotReadableError: 'denied',
  SecurityError: 'unsupported',
  NotSupportedError: 'unsupported',
};

const KINDS: Readonly<Record<string, CapturedKind>> = { monitor: 'screen', window: 'window', browser: 'tab' };

/** Labels that are ids and no titles: `screen:0:0`, `window:7:1`, `web-contents-media-stream://3:1`. */
const ID_LABEL = /^(screen|window|web-contents-media-stream):/;

export function canCaptureScreen(): boolean {
  return 'mediaDevices' in navigator && 'getDisplayMedia' in navigator.mediaDevices;
}

/** MUST be called from a click or key: browsers ask for one. Never throws. */
export async function captureScreen(preference: CapturePreference): Promise<CaptureResult> {
  if (!canCaptureScreen()) return { ok: false, problem: 'unsupported' };
  try {
    const options: DisplayOptions = {
      video: VIDEO,
      audio: preference.audio ? AUDIO : false,
      monitorTypeSurfaces: 'include',
      selfBrowserSurface: 'exclude',
      surfaceSwitching: 'include',
      systemAudio: preference.audio ? 'include' : 'exclude',
    };
    const stream = await navigator.mediaDevices.getDisplayMedia(options);
    const [video] = stream.getVideoTracks();
    if (!video) return { ok: false, problem: 'failed' };
    video.contentHint = preference.contentHint;
    return { ok: true, capture: describe(video, stream.getAudioTracks()[0]) };
  } catch (error) {
    return { ok: false, problem: captureProblemOf(error) };
  }
}

export function captureProblemOf(error: unknown): CaptureProblem {
  const name = typeof error === 'object' && error !== null && 'name' in error ? String(error.name) : '';
  return BY_NAME[name] ?? 'failed';
}

export function describe(video: MediaStreamTrack, audio: MediaStreamTrack | undefined): ScreenCapture {
  const { displaySurface } = video.getSettings();
  const label = video.label.trim();
  return {
    video,
    audio,
    kind: KINDS[displaySurface ?? ''] ?? 'window',
    name: label === '' || ID_LABEL.test(label) ? undefined : label,
  };
}
