// What the person chose to share, until the page takes it: once, and not for long. Knows no Electron and no clock of its own.

/** `system`: the desktop's own picker decides. */
export type Chosen =
  | { what: 'source'; sourceId: string; name: string; displayId: string; audio: boolean }
  | { what: 'system'; audio: boolean };

export type Choice = {
  choose: (chosen: Chosen, nowMs: number) => void;
  withdraw: () => void;
  /** True while a choice waits for its getDisplayMedia. */
  isPending: (nowMs: number) => boolean;
  /** The choice, which is then used up. */
  take: (nowMs: number) => Chosen | undefined;
};

/** Long enough for a slow machine between the click and the capture; short enough that no later request can live off it. */
export const CHOICE_VALID_MS = 10_000;

export function createChoice(): Choice {
  let pending: { chosen: Chosen; untilMs: number } | undefined;

  const isPending = (nowMs: number): boolean => pending !== undefined && nowMs < pending.untilMs;

  return {
    choose: (chosen, nowMs) => {
      pending = { chosen, untilMs: nowMs + CHOICE_VALID_MS };
    },
    withdraw: () => {
      pending = undefined;
    },
    isPending,
    take: (nowMs) => {
      const taken = isPending(nowMs) ? pending?.chosen : undefined;
      pending = undefined;
      return taken;
    },
  };
}
