// How much there is from before, and with whom it was, in words.
import type { EarlierShare } from '../../../signalling/protocol/assist.ts';
import { m } from '../../paraglide/messages.js';
import { currentRegion } from '../language/index.ts';

export function whatWords({ messages, documents }: Pick<EarlierShare, 'messages' | 'documents'>): string {
  const written = messages === 1 ? m.earlierMessages1() : m.earlierMessages({ count: messages });
  const shown = documents === 1 ? m.earlierDocuments1() : m.earlierDocuments({ count: documents });
  if (documents === 0) return written;
  return messages === 0 ? shown : m.earlierBoth({ messages: written, documents: shown });
}

export function nameWords(names: readonly string[]): string {
  return new Intl.ListFormat(currentRegion(), { type: 'conjunction' }).format(names);
}
