// What keeps a store from being used and people can mend: each has a sentence that says what happened and what to do.

/** Its message is a sentence for whoever runs the service. */
export class Unusable extends Error {}

const RESTORE = 'Put a back-up in its place: npm run restore -- FILE (docs/OPERATIONS.md).';

/** A value that no release has written there. */
export class Damaged extends Unusable {
  /** Such as: at_ms is no number. */
  readonly reason: string;

  constructor(reason: string, options?: ErrorOptions) {
    super(`The store in the folder of VISAVIS_DATA_DIR is damaged: ${reason}. ${RESTORE}`, options);
    this.reason = reason;
  }
}

const DAMAGED = `The store in the folder of VISAVIS_DATA_DIR is damaged. ${RESTORE}`;

/** By code of the system (errno(3)) or of Node. */
const SYSTEM: Readonly<Record<string, string>> = {
  EROFS: 'The folder of VISAVIS_DATA_DIR is on a disk that is read-only.',
  // What `node:sqlite` says of an integer beyond 2^53, which no release writes.
  ERR_OUT_OF_RANGE: DAMAGED,
  EACCES: 'This user may not use the folder of VISAVIS_DATA_DIR. Run it as the user of the server.',
  EPERM: 'This user may not use the folder of VISAVIS_DATA_DIR. Run it as the user of the server.',
  ENOTDIR: 'VISAVIS_DATA_DIR must name a folder: a file is in its place.',
  EEXIST: 'VISAVIS_DATA_DIR must name a folder: a file is in its place.',
  EISDIR: 'In the folder of VISAVIS_DATA_DIR a folder is where a file should be.',
  ENOSPC: 'There is no space left where the folder of VISAVIS_DATA_DIR is. Make some and start again.',
};

/** By result code of SQLite (sqlite.org/rescode.html). */
const SQLITE: Readonly<Record<number, string>> = {
  1: `The store in the folder of VISAVIS_DATA_DIR is damaged: a table or a column is missing. ${RESTORE}`,
  5: 'The store in the folder of VISAVIS_DATA_DIR is being written by somebody else. Try again in a moment.',
  8: 'This user may only read the store in the folder of VISAVIS_DATA_DIR. Run it as the user of the server.',
  11: DAMAGED,
  13: 'There is no space left where the folder of VISAVIS_DATA_DIR is. Make some and start again.',
  14: 'The store in the folder of VISAVIS_DATA_DIR cannot be opened. Run it as the user of the server, who may write there.',
  26: DAMAGED,
};

/** Null: a fault of ours, which is not explained away. */
export function sentenceOf(cause: unknown): string | null {
  if (cause instanceof Unusable) return cause.message;
  if (!(cause instanceof Error)) return null;
  const { code, errcode } = cause as { code?: string; errcode?: number };
  // The lower byte; the rest says more than anybody needs.
  if (errcode !== undefined) return SQLITE[errcode & 0xff] ?? null;
  return code === undefined ? null : (SYSTEM[code] ?? null);
}
