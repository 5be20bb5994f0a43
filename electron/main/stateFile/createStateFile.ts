// A small file that changes often: written after a pause, whole or not at all. Knows nothing of what is in it.
import fs from 'node:fs';
import path from 'node:path';

export type StateFile = {
  /** The text, or undefined when there is none to be read. */
  read: () => string | undefined;
  /** Writes after `pauseMs` without another save. */
  save: (text: string) => void;
  /** Writes what is waiting, now. */
  flush: () => void;
};

export type StateFileOptions = {
  file: string;
  pauseMs: number;
  /** Called when the disk refuses; state is a comfort, so nothing is thrown. */
  onFailure: (cause: unknown) => void;
};

export function createStateFile({ file, pauseMs, onFailure }: StateFileOptions): StateFile {
  let waiting: string | undefined;
  let timer: NodeJS.Timeout | undefined;

  function flush(): void {
    clearTimeout(timer);
    if (waiting === undefined) return;
    const text = waiting;
    waiting = undefined;
    try {
      // A rename replaces the old file at once: a crash in between leaves one of the two, never half of one.
      fs.mkdirSync(path.dirname(file), { recursive: true });
      fs.writeFileSync(`${file}.new`, text);
      fs.renameSync(`${file}.new`, file);
    } catch (cause) {
      onFailure(cause);
    }
  }

  return {
    read: () => {
      try {
        return fs.readFileSync(file, 'utf8');
      } catch {
        return undefined;
      }
    },
    save: (text) => {
      waiting = text;
      clearTimeout(timer);
      timer = setTimeout(flush, pauseMs);
    },
    flush,
  };
}
