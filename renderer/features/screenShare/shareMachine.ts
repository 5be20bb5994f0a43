// The life of one side's share, decided. Pure: what is captured, sent and said is done by the controller.
import type { CapturedKind, CaptureProblem } from '../../core/screenCapture/captureScreen.ts';

/** What is shared. The name is what goes on record; nothing of the picture does. */
export type Surface = { name: string; kind: CapturedKind };

/**
 * `stopped`: by the person, here or in the bar; `surfaceClosed`: the window was closed or the browser's own button pressed;
 * `callEnded`; `maskFailed`: what was hidden could not be kept hidden; the others: it never began.
 */
export type EndReason = 'stopped' | 'surfaceClosed' | 'callEnded' | 'maskFailed' | Exclude<CaptureProblem, 'cancelled'>;

export type ShareState =
  | { tag: 'idle' }
  | { tag: 'choosing'; shareId: string }
  | { tag: 'sharing' | 'paused'; shareId: string; surface: Surface }
  /** `name` of what was shared; empty when it never began. */
  | { tag: 'ended'; reason: EndReason; name: string };

export type ShareEvent =
  | { type: 'chooseRequested'; shareId: string }
  | { type: 'captured'; shareId: string; surface: Surface }
  | { type: 'captureFailed'; shareId: string; problem: CaptureProblem }
  | { type: 'pauseRequested' }
  | { type: 'resumeRequested' }
  | { type: 'stopRequested' }
  | { type: 'surfaceClosed'; shareId: string }
  | { type: 'maskFailed'; shareId: string }
  | { type: 'callEnded' }
  | { type: 'dismissed' };

export type ShareEffect =
  | { do: 'sendTracks' }
  /** The other side's picture stays empty. */
  | { do: 'sendNothing' }
  | { do: 'announce'; state: 'sharing' | 'paused' | 'ended'; shareId: string; surface: Surface }
  | { do: 'showBar'; surface: Surface }
  | { do: 'hideBar' }
  /** Of this share, whether it was ever sent or came too late. */
  | { do: 'releaseTracks'; shareId: string };

export type Step = { state: ShareState; effects: readonly ShareEffect[] };

/** What a state does not expect changes nothing, save that a capture nobody waits for any more is let go. */
export function step(state: ShareState, event: ShareEvent): Step {
  switch (event.type) {
    case 'chooseRequested':
      return isLive(state) ? stay(state) : to({ tag: 'choosing', shareId: event.shareId });
    case 'captured':
      return captured(state, event);
    case 'captureFailed':
      return captureFailed(state, event);
    case 'pauseRequested':
      return state.tag === 'sharing' ? turn({ ...state, tag: 'paused' }) : stay(state);
    case 'resumeRequested':
      return state.tag === 'paused' ? turn({ ...state, tag: 'sharing' }) : stay(state);
    case 'stopRequested':
      return end(state, 'stopped');
    case 'surfaceClosed':
    case 'maskFailed':
      return isLive(state) && state.shareId === event.shareId ? end(state, event.type) : stay(state);
    case 'callEnded':
      return end(state, 'callEnded');
    case 'dismissed':
      return state.tag === 'ended' ? to({ tag: 'idle' }) : stay(state);
  }
}

type Live = Extract<ShareState, { tag: 'sharing' | 'paused' }>;

function isLive(state: ShareState): state is Live {
  return state.tag === 'sharing' || state.tag === 'paused';
}

function captured(state: ShareState, event: Extract<ShareEvent, { type: 'captured' }>): Step {
  const { shareId, surface } = event;
  if (state.tag !== 'choosing' || state.shareId !== shareId) return to(state, [{ do: 'releaseTracks', shareId }]);
  return to({ tag: 'sharing', shareId, surface }, [
    { do: 'showBar', surface },
    // The other side is told before pictures come, so that it has a place for them.
    { do: 'announce', state: 'sharing', shareId, surface },
    { do: 'sendTracks' },
  ]);
}

function captureFailed(state: ShareState, event: Extract<ShareEvent, { type: 'captureFailed' }>): Step {
  const { shareId, problem } = event;
  if (state.tag !== 'choosing' || state.shareId !== shareId) return stay(state);
  return to(problem === 'cancelled' ? { tag: 'idle' } : { tag: 'ended', reason: problem, name: '' });
}

function turn(next: Live): Step {
  const { shareId, surface, tag } = next;
  const told: ShareEffect = { do: 'announce', state: tag, shareId, surface };
  return to(next, tag === 'paused' ? [{ do: 'sendNothing' }, told] : [told, { do: 'sendTracks' }]);
}

function end(state: ShareState, reason: EndReason): Step {
  // A choice that was begun is taken back without a word; a capture that comes after it is let go.
  if (state.tag === 'choosing') return to({ tag: 'idle' });
  if (!isLive(state)) return stay(state);
  const { shareId, surface } = state;
  return to({ tag: 'ended', reason, name: surface.name }, [
    { do: 'sendNothing' },
    { do: 'releaseTracks', shareId },
    { do: 'hideBar' },
    { do: 'announce', state: 'ended', shareId, surface },
  ]);
}

function to(state: ShareState, effects: readonly ShareEffect[] = []): Step {
  return { state, effects };
}

function stay(state: ShareState): Step {
  return { state, effects: [] };
}
