// The recogniser that an organisation brings: its file, read whole and held against the hash that the settings name.
import { createHash } from 'node:crypto';
import { MAX_RECOGNISER_BYTES, type OwnRecogniser } from '../../protocol/index.ts';
import type { Config } from './configSchema.ts';
import { pathBelow, readWhole } from './settingsFolder.ts';

type Brought =
  | { readonly ok: true; readonly recogniser: OwnRecogniser | null; readonly content: Uint8Array | null }
  | { readonly ok: false; readonly sentence: string };

/** Of the hash in a template's model: another file is another model, whatever it is called. */
const TAG_LETTERS = 16;

/** Never throws: what is wrong comes back as a sentence with path and reason. `folder`: of the settings file. */
export function readRecogniser(written: Config['identity']['recogniser'], folder: string | null): Brought {
  if (!written) return { ok: true, recogniser: null, content: null };
  const { file, sha256, name, thresholds, pixels } = written;
  const refuse = (reason: string): Brought => ({
    ok: false,
    sentence: `identity.recogniser.file: ${JSON.stringify(file).slice(0, 80)} ${reason}`,
  });
  const path = pathBelow(folder, file);
  if (!path.ok) return refuse(path.reason);
  const read = readWhole(path.value, (bytes) =>
    bytes > MAX_RECOGNISER_BYTES ? `is longer than ${MAX_RECOGNISER_BYTES} bytes` : null,
  );
  if (!read.ok) return refuse(read.reason);
  const content = read.value;
  if (createHash('sha256').update(content).digest('hex') !== sha256) {
    return refuse('is another file than identity.recogniser.sha256 says');
  }
  const model = `${name}/${sha256.slice(0, TAG_LETTERS)}`;
  return { ok: true, recogniser: { model, sha256, bytes: content.length, thresholds, pixels }, content };
}
