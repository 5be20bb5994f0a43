// `npm run links -- …`: makes a signed link, as a customer portal does. Knows the settings; opens no store.
import { parseArgs } from 'node:util';
import { createPrivateKey, type KeyObject } from 'node:crypto';
import { linkReferenceSchema, personNameSchema, queueIdSchema } from '../../protocol/index.ts';
import type { Queues } from '../../domain/queue/queue.ts';
import type { LinkClaims, Links } from '../../service/ports/links.ts';
import { signLink } from '../links/joseLinks.ts';

export type LinksCommand = {
  readonly links: Links | null;
  readonly queues: Queues;
  /** Where customers open the page. */
  readonly origin: string;
  readonly createId: () => string;
  /** Null: it cannot be read. */
  readonly readFile: (path: string) => string | null;
  readonly nowMs: number;
};
type Outcome = { readonly ok: boolean; readonly text: string };

const USAGE = 'Usage:\n  npm run links -- make --queue ID [--name NAME] [--reference TEXT] [--minutes 60] [--key FILE]';
const DEFAULT_MINUTES = 60;
const MOST_MINUTES = 60 * 24 * 90;

export async function runLinksCommand(args: readonly string[], command: LinksCommand): Promise<Outcome> {
  const { queues, origin } = command;
  const asked = readArguments(args);
  if (asked === null) return refuse(USAGE);
  const signer = signerOf(asked.key, command);
  if (typeof signer === 'string') return refuse(signer);
  const queueId = queueIdSchema.safeParse(asked.queue);
  if (!queueId.success || !queues.has(queueId.data)) {
    return refuse(`--queue must be one of ${[...queues.keys()].join(', ')}.`);
  }
  const name = personNameSchema.safeParse(asked.name);
  if (asked.name !== undefined && !name.success) return refuse('--name must be a name of 1 to 80 characters.');
  const reference = linkReferenceSchema.safeParse(asked.reference);
  if (asked.reference !== undefined && !reference.success) return refuse('--reference must have 1 to 80 characters.');
  if (!(asked.minutes >= 1 && asked.minutes <= MOST_MINUTES)) {
    return refuse(`--minutes must be a whole number from 1 to ${MOST_MINUTES}.`);
  }
  const link = await signer({
    linkId: command.createId(),
    queueId: queueId.data,
    name: name.success ? name.data : null,
    reference: reference.success ? reference.data : null,
    goodUntilMs: command.nowMs + asked.minutes * 60_000,
  });
  return { ok: true, text: `${origin}/#link=${link}` };
}

function refuse(text: string): Outcome {
  return { ok: false, text };
}

/** With the private key of a file, as a portal does; else with the first secret of the settings. A sentence when there is none. */
function signerOf(
  key: string | undefined,
  { links, readFile }: LinksCommand,
): ((claims: LinkClaims) => Promise<string>) | string {
  if (key === undefined) {
    if (links?.make) return links.make;
    return 'The file of VISAVIS_CONFIG must name the secrets of links – links: { secrets: FILE } –, or --key a private key.';
  }
  const privateKey = privateKeyOf(readFile(key));
  if (privateKey?.asymmetricKeyType !== 'ed25519') return '--key must name a file with a private key of Ed25519 (PEM).';
  return (claims) => signLink(claims, privateKey);
}

function privateKeyOf(pem: string | null): KeyObject | null {
  try {
    return pem === null ? null : createPrivateKey(pem);
  } catch {
    return null;
  }
}

type Asked = {
  readonly queue: string;
  readonly name: string | undefined;
  readonly reference: string | undefined;
  readonly key: string | undefined;
  readonly minutes: number;
};

function readArguments(args: readonly string[]): Asked | null {
  try {
    const text = { type: 'string' } as const;
    const options = { queue: text, name: text, reference: text, minutes: text, key: text };
    const { values, positionals } = parseArgs({ args: [...args], options, allowPositionals: true });
    const { queue, name, reference, key, minutes = String(DEFAULT_MINUTES) } = values;
    if (positionals.join(' ') !== 'make' || queue === undefined) return null;
    return { queue, name, reference, key, minutes: /^\d{1,7}$/.test(minutes) ? Number(minutes) : NaN };
  } catch {
    return null;
  }
}
