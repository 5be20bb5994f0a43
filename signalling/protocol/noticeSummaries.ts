// What each notice is for. For the documentation; clients do not load it.
import type { NoticeName } from './index.ts';

export const NOTICE_SUMMARIES = {
  'session.closing': 'The server is going away; connect again after `retryAfterMs`.',
  'session.replaced':
    'A newer connection has taken this one’s place, and this one is closed. Do not reconnect by yourself.',
  'session.ended':
    'The agent’s session has ended against their will, and this connection is closed: signed out elsewhere, account changed, or time over. Sign in again.',
  'call.changed': 'The customer’s call as it is now. Sent to the customer after every change they can see.',
  'agent.changed': 'The agent as they are now. Sent to the agent after every change they can see.',
  'peer.signalled': 'A media signal from the other party.',
  'peer.mediaChanged': 'What the other party sends now.',
  'peer.signingChanged': 'Whether somebody whom the receiver sees uses sign language. Sent to who has said `signing`.',
  'guest.changed': 'The guest as they are now. Sent to the guest after every change they can see.',
  'room.told':
    'From the media server, about the room that the receiver’s leg is in. Those of an older generation are of no use any more.',
} as const satisfies Record<NoticeName, string>;
