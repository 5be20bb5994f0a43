// What was recorded of a release: frames between its pages and its server, and messages from page to page.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ReplyFrame, NoticeFrame, RequestFrame } from '../../../signalling/protocol/index.ts';

export type RecordedFrame =
  | { readonly who: 'agent' | 'customer' | 'phone'; readonly by: 'page'; readonly frame: RequestFrame }
  | { readonly who: 'agent' | 'customer' | 'phone'; readonly by: 'server'; readonly frame: ReplyFrame | NoticeFrame };
export type RecordedChannelMessage = {
  readonly who: RecordedFrame['who'];
  readonly message: { readonly kind: string };
};

const linesOf = (release: string, file: string): unknown[] =>
  readFileSync(join(import.meta.dirname, release, file), 'utf8')
    .trim()
    .split('\n')
    .map((line): unknown => JSON.parse(line));

/** In the order in which they were seen. */
export function recordedFrames(release: string): readonly RecordedFrame[] {
  return linesOf(release, 'frames.ndjson') as RecordedFrame[];
}

export function recordedChannelMessages(release: string): readonly RecordedChannelMessage[] {
  return linesOf(release, 'lanes.ndjson') as RecordedChannelMessage[];
}
