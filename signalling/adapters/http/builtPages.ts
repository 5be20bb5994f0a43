// The built files of one page, kept in memory: after its first request nobody waits for the disk. Knows files and their types; no HTTP.
import { createHash } from 'node:crypto';
import { readdirSync } from 'node:fs';
import { readFile, stat } from 'node:fs/promises';
import { extname, join, relative, sep } from 'node:path';

export type BuiltFile = {
  readonly content: Buffer;
  readonly type: string;
  /** Strong, with its quotes. */
  readonly etag: string;
  readonly modifiedMs: number;
  /** The name carries a hash of the content, as the bundler writes it. */
  readonly isHashed: boolean;
};

export type BuiltPages = {
  /** `path` relative to the page, with slashes, decoded; null when no such file was built. */
  find(path: string): Promise<BuiltFile | null>;
};

const HASHED_NAME = /(^|\/)assets\/[^/]+-[A-Za-z0-9_-]{8}\.[a-z0-9]+$/;

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.mjs': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.webmanifest': 'application/manifest+json; charset=utf-8',
  '.txt': 'text/plain; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.jpg': 'image/jpeg',
  '.webp': 'image/webp',
  '.ico': 'image/x-icon',
  '.wasm': 'application/wasm',
  '.woff2': 'font/woff2',
  '.ttf': 'font/ttf',
  '.icc': 'application/vnd.iccprofile',
};
const OTHER_TYPE = 'application/octet-stream';

/**
 * Only what is in `root` when the server starts: plain files, no links and none that begin with a dot, so that no path
 * leads out of it. What is built anew is seen after a restart.
 */
export function readBuiltPages(root: string): BuiltPages {
  const names = new Set(
    readdirSync(root, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => relative(root, join(entry.parentPath, entry.name)).replaceAll(sep, '/'))
      .filter((name) => !name.split('/').some((part) => part.startsWith('.'))),
  );
  const files = new Map<string, Promise<BuiltFile>>();
  return {
    async find(path) {
      if (!names.has(path)) return null;
      const known = files.get(path);
      if (known !== undefined) return known;
      const reading = readBuiltFile(root, path);
      files.set(path, reading);
      // Another try may succeed.
      reading.catch(() => files.delete(path));
      return reading;
    },
  };
}

async function readBuiltFile(root: string, path: string): Promise<BuiltFile> {
  const file = join(root, path);
  const [content, { mtimeMs }] = await Promise.all([readFile(file), stat(file)]);
  return {
    content,
    type: TYPES[extname(path)] ?? OTHER_TYPE,
    etag: `"${createHash('sha256').update(content).digest('base64url')}"`,
    // As far as HTTP tells it.
    modifiedMs: Math.floor(mtimeMs / 1000) * 1000,
    isHashed: HASHED_NAME.test(path),
  };
}
