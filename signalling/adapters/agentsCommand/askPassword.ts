// Takes a password from the terminal without showing it, or from standard input.
import { createInterface } from 'node:readline/promises';
import { Writable } from 'node:stream';
import { text } from 'node:stream/consumers';

type Answer = { password: string } | { refusal: string };

export async function askPassword({ fromStdin }: { fromStdin: boolean }): Promise<Answer> {
  if (fromStdin) return { password: (await text(process.stdin)).replace(/\r?\n$/, '') };
  if (!process.stdin.isTTY) {
    return { refusal: 'There is no terminal to ask for the password on. Give it with --password-stdin.' };
  }
  const password = await askHidden('Password: ');
  const again = password === null ? null : await askHidden('Again: ');
  if (password === null || again === null) return { refusal: 'Nothing was changed.' };
  return password === again ? { password } : { refusal: 'The two passwords differ. Nothing was changed.' };
}

/** Null when the person broke off. */
async function askHidden(question: string): Promise<string | null> {
  process.stderr.write(question);
  // readline echoes to its output; this one swallows it.
  const output = new Writable({ write: (_chunk, _encoding, written) => written() });
  const lines = createInterface({ input: process.stdin, output, terminal: true });
  try {
    return await lines.question('');
  } catch (cause) {
    if (cause instanceof Error && cause.name === 'AbortError') return null;
    throw cause;
  } finally {
    lines.close();
    process.stderr.write('\n');
  }
}
