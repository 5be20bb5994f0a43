// What the desktop says of a call that rings, beside the app.
import type { Offer } from '../../signalling/protocol/index.ts';
import { inWords } from '../features/language/index.ts';
import { m } from '../paraglide/messages.js';

export function ringWords({ customerName, topic, consult, join }: Offer): string {
  const about = { name: customerName, topic: inWords(topic) };
  if (consult) return m.consultNotify({ by: consult.byName, ...about });
  return join ? m.joinNotify({ by: join.byName, ...about }) : m.notifyBody(about);
}
