// The shell's own log: one JSON object a line, in files of bounded size. Knows nothing of what is logged; callers keep people's data out.
import fs from 'node:fs';
import path from 'node:path';

/** Short facts beside a message: codes, counts, durations. Never names, numbers, addresses of people, or text they wrote. */
export type LogFields = Readonly<Record<string, string | number | boolean>>;
/** From the least important. */
const LEVELS = ['debug', 'info', 'warn', 'error'] as const;
export type LogLevel = (typeof LEVELS)[number];
export type Log = Readonly<Record<LogLevel, (message: string, fields?: LogFields) => void>>;

/** How large one file may grow before it is set aside, and how many set aside are kept. */
const MAX_FILE_BYTES = 1_000_000;
const KEPT_FILES = 3;
/** A stack or a path may be long; a line stays readable. */
const MAX_FIELD_CHARACTERS = 2_000;

export type LogOptions = {
  directory: string;
  /** Repeats every line on standard error; for development. */
  echo: boolean;
  /** Less important lines than this are not written; asked at each. */
  least?: () => LogLevel;
  nowMs?: () => number;
  maxFileBytes?: number;
};

/** Opens the log in `directory`, which is made when missing. Logging never throws: a full disk must not end a call. */
export function createLog(options: LogOptions): Log {
  const { directory, echo, least = () => 'debug', nowMs = Date.now, maxFileBytes = MAX_FILE_BYTES } = options;
  const file = path.join(directory, 'main.log');
  let sizeBytes = openSize(directory, file);

  function write(level: LogLevel, message: string, fields: LogFields = {}): void {
    if (LEVELS.indexOf(level) < LEVELS.indexOf(least())) return;
    const bounded = Object.fromEntries(Object.entries(fields).map(([key, value]) => [key, bound(value)]));
    const line = `${JSON.stringify({ time: new Date(nowMs()).toISOString(), level, message: bound(message), ...bounded })}\n`;
    if (echo) process.stderr.write(line);
    try {
      if (sizeBytes > 0 && sizeBytes + Buffer.byteLength(line) > maxFileBytes) {
        setAside(file);
        sizeBytes = 0;
      }
      fs.appendFileSync(file, line);
      sizeBytes += Buffer.byteLength(line);
    } catch {
      // Nowhere left to say it.
    }
  }

  return {
    debug: (message, fields) => write('debug', message, fields),
    info: (message, fields) => write('info', message, fields),
    warn: (message, fields) => write('warn', message, fields),
    error: (message, fields) => write('error', message, fields),
  };
}

function bound<T>(value: T): T | string {
  return typeof value === 'string' ? value.slice(0, MAX_FIELD_CHARACTERS) : value;
}

function openSize(directory: string, file: string): number {
  try {
    fs.mkdirSync(directory, { recursive: true });
    return fs.statSync(file, { throwIfNoEntry: false })?.size ?? 0;
  } catch {
    return 0;
  }
}

/** main.log becomes main.1.log, that main.2.log and so on; the oldest is overwritten. */
function setAside(file: string): void {
  const numbered = (n: number): string => (n === 0 ? file : file.replace(/\.log$/, `.${n}.log`));
  for (let n = KEPT_FILES - 1; n >= 0; n--) {
    if (fs.existsSync(numbered(n))) fs.renameSync(numbered(n), numbered(n + 1));
  }
}
