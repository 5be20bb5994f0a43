// What to answer about a file: all of it, a part, or that it is as it was (RFC 9110, 13 and 14). Knows headers; sends nothing.
import type { IncomingHttpHeaders } from 'node:http';
import type { BuiltFile } from './builtPages.ts';

export type PageAnswer = {
  readonly status: 200 | 206 | 304 | 416;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer | null;
};

export function answerAbout(file: BuiltFile, headers: IncomingHttpHeaders): PageAnswer {
  const { content, etag, modifiedMs } = file;
  const about = {
    etag,
    'last-modified': new Date(modifiedMs).toUTCString(),
    'cache-control': file.isHashed ? 'public, max-age=31536000, immutable' : 'no-cache',
  };
  if (isKnown(file, headers)) return { status: 304, headers: about, body: null };
  const whole = { ...about, 'content-type': file.type, 'accept-ranges': 'bytes' };
  const range = isOfThis(file, headers['if-range']) ? rangeIn(headers.range, content.length) : null;
  if (range === null) return { status: 200, headers: whole, body: content };
  if (range === 'outside') {
    return { status: 416, headers: { ...about, 'content-range': `bytes */${content.length}` }, body: null };
  }
  const { first, last } = range;
  return {
    status: 206,
    headers: { ...whole, 'content-range': `bytes ${first}-${last}/${content.length}` },
    body: content.subarray(first, last + 1),
  };
}

/** `If-None-Match` counts where both are there. */
function isKnown({ etag, modifiedMs }: BuiltFile, headers: IncomingHttpHeaders): boolean {
  const tags = headers['if-none-match'];
  if (tags !== undefined) {
    return tags.split(',').some((tag) => tag.trim() === '*' || tag.trim().replace(/^W\//, '') === etag);
  }
  return modifiedMs <= Date.parse(headers['if-modified-since'] ?? '');
}

function isOfThis({ etag, modifiedMs }: BuiltFile, condition: string | string[] | undefined): boolean {
  return condition === undefined || condition === etag || Date.parse(String(condition)) === modifiedMs;
}

/** Null: the whole is answered, also to what asks for several parts or is not understood. */
function rangeIn(
  range: string | undefined,
  size: number,
): { readonly first: number; readonly last: number } | 'outside' | null {
  const [, from = '', to = ''] = /^bytes=(\d*)-(\d*)$/.exec(range ?? '') ?? [];
  if (from === '' && to === '') return null;
  const first = from === '' ? Math.max(0, size - Number(to)) : Number(from);
  const last = from === '' || to === '' ? size - 1 : Math.min(Number(to), size - 1);
  if (from !== '' && to !== '' && Number(to) < Number(from)) return null;
  return first > last ? 'outside' : { first, last };
}
