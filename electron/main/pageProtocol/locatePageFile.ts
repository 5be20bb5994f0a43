// Which built file an address of the page means. Pure: knows paths and media types, reads nothing.
import path from 'node:path';
import { isOwnPage } from './pageAddress.ts';

export type PageFile = { file: string; contentType: string };

const CONTENT_TYPES: Readonly<Record<string, string>> = {
  '.css': 'text/css; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.ico': 'image/x-icon',
  '.jpg': 'image/jpeg',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.map': 'application/json; charset=utf-8',
  '.mjs': 'text/javascript; charset=utf-8',
  '.mp3': 'audio/mpeg',
  '.ogg': 'audio/ogg',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
  '.txt': 'text/plain; charset=utf-8',
  '.wasm': 'application/wasm',
  '.wav': 'audio/wav',
  '.webm': 'video/webm',
  '.webp': 'image/webp',
  '.woff2': 'font/woff2',
};

/** The file under `root` (absolute) that `url` names, or undefined when it names none: a foreign host, or a way out of `root`. */
export function locatePageFile(url: string, root: string): PageFile | undefined {
  if (!isOwnPage(url)) return undefined;
  const name = decode(new URL(url).pathname);
  // A backslash or a colon is a separator on Windows; neither is in a built file's name.
  if (name === undefined || /[\0\\:]/.test(name) || name.split('/').includes('..')) return undefined;
  const file = path.join(root, name === '/' ? 'index.html' : name);
  if (!file.startsWith(root + path.sep)) return undefined;
  return { file, contentType: CONTENT_TYPES[path.extname(file).toLowerCase()] ?? 'application/octet-stream' };
}

function decode(pathname: string): string | undefined {
  try {
    return decodeURIComponent(pathname);
  } catch {
    return undefined;
  }
}
