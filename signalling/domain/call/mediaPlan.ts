// By which way the media of a call goes at the moment. Pure.
import type { Call } from './call.ts';
import { conversationOf } from './parts.ts';

/** `none`: nobody has the call. Each generation goes by one way. */
export type MediaPlan = { readonly via: 'none' } | { readonly via: 'direct' | 'room'; readonly generation: number };

export function mediaPlan({ context }: Call): MediaPlan {
  const conversation = conversationOf(context);
  if (conversation === null) return { via: 'none' };
  return { via: context.viaRoom === true ? 'room' : 'direct', generation: conversation.generation };
}
