// What comes from a server, which may be of a later release: what this one does not know is left out, counted, and said once a
// connection on the console. Knows the envelope and the schemas; not what messages mean.
import type * as z from 'zod/mini';
import {
  parseKnown,
  serverFrameSchema,
  type NoticeFrame,
  type ReplyFrame,
} from '../../../signalling/protocol/index.ts';

export class UnknownParts {
  /** Fields that were left out. */
  fields = 0;
  /** Messages of no known name, or with something in them that this release cannot take. */
  skipped = 0;
  /** Answers of no known shape. */
  answers = 0;
  #isSaid = false;

  connected(): void {
    this.#isSaid = false;
  }

  /** Undefined for what cannot be taken even without the fields that are not known. */
  read<S extends z.core.$ZodType>(name: string, schema: S, value: unknown): { value: z.infer<S> } | undefined {
    const known = parseKnown(schema, value);
    if (!known.ok) {
      this.skip(name);
      return undefined;
    }
    this.fields += known.unknown.length;
    if (known.unknown.length > 0) this.#say(`${name} has fields that this release does not know`);
    return { value: known.value };
  }

  skip(name: string): void {
    this.skipped += 1;
    this.#say(`${name.slice(0, 64)} is not known to this release`);
  }

  unanswered(): void {
    this.answers += 1;
    this.#say('an answer is not known to this release');
  }

  #say(words: string): void {
    if (this.#isSaid) return;
    this.#isSaid = true;
    // eslint-disable-next-line no-console -- for whoever looks into why something is not there; one line a connection
    console.info(`server: ${words}; it is left out, and so is what else is not known`);
  }
}

/** Undefined for what is no frame. An answer that is not understood is a failure at once: nobody waits for it. */
export function readServerFrame(text: string, unknown: UnknownParts): ReplyFrame | NoticeFrame | undefined {
  const json = jsonOf(text);
  const frame = parseKnown(serverFrameSchema, json);
  if (frame.ok) {
    unknown.fields += frame.unknown.length;
    return frame.value;
  }
  const id = idOfReply(json);
  if (id === undefined) return undefined;
  unknown.unanswered();
  return { kind: 'reply', id, ok: false, problem: { code: 'internal' } };
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function idOfReply(json: unknown): number | undefined {
  if (typeof json !== 'object' || json === null) return undefined;
  const { kind, id } = json as { kind?: unknown; id?: unknown };
  return kind === 'reply' && typeof id === 'number' ? id : undefined;
}
