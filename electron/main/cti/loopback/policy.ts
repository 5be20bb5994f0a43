// Whether there is a loopback interface, and for whom: off unless settings.json says all three. Knows bounds; opens nothing.
import * as z from 'zod/mini';

const MAX_ORIGINS = 20;
/** As a browser writes it: no path, no trailing slash, lower case, no default port. */
const origin = z.string().check(z.maxLength(300), z.refine(isOrigin));

export const loopbackPolicySchema = z.strictObject({
  /** On 127.0.0.1. Below 1024 needs rights that the app has not. */
  port: z.int().check(z.minimum(1_024), z.maximum(65_535)),
  /** Made by IT at random, for this machine; whoever has it may hold this agent's calls. */
  token: z.string().check(z.regex(/^[A-Za-z0-9_-]{32,256}$/)),
  /** Web pages that may use it, besides programs of this machine. Each exactly. */
  origins: z.array(origin).check(z.maxLength(MAX_ORIGINS)),
});

export type LoopbackPolicy = z.infer<typeof loopbackPolicySchema>;
export type LoopbackPolicyResult =
  { readonly ok: true; readonly policy: LoopbackPolicy | undefined } | { readonly ok: false; readonly message: string };

/** `value` is what settings.json holds; undefined means none. Says what is wrong, never what the token was. */
export function readLoopbackPolicy(value: unknown): LoopbackPolicyResult {
  if (value === undefined) return { ok: true, policy: undefined };
  const result = loopbackPolicySchema.safeParse(value);
  if (result.success) return { ok: true, policy: result.data };
  const where = result.error.issues.map(({ path }) => path.map(String).join('.')).find((path) => path !== '');
  return {
    ok: false,
    message: `loopbackDoor in settings.json must hold a port (1024 to 65535), a token (32 to 256 of A-Z a-z 0-9 _ -) and a list of origins, each like https://crm.example.org${where === undefined ? '' : ` (see ${where})`}.`,
  };
}

function isOrigin(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const url = new URL(text);
  return (url.protocol === 'https:' || url.protocol === 'http:') && url.origin === text;
}
