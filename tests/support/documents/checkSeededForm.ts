// One seeded form, agreed and read again: what became of it, and what would be wrong. Knows what its seed promised.
import { PDFDocument } from '@cantoo/pdf-lib';
import { agreeInNode } from './agreeInNode.ts';
import { seededForm } from './seededForms.ts';

export type CheckedForm = {
  seed: number;
  kind: string;
  /** Why nobody was asked; undefined for a form that was agreed. */
  refused: string | undefined;
  /** What the agreed file lacks, or has and must not. Anything here is a fault. */
  wrong: string[];
};

export async function checkSeededForm(seed: number): Promise<CheckedForm> {
  const form = seededForm(seed);
  const agreed = await agreeInNode(form.bytes, form.fields);
  const told = { seed, kind: form.kind };
  if (!agreed.ok) return { ...told, refused: agreed.problem, wrong: [] };
  // Two thousand that stay open fill the memory.
  agreed.source.close();
  agreed.result.close();
  if (!agreed.proof.ok) return { ...told, refused: agreed.proof.problem, wrong: [] };
  const text = lettersOf(agreed.text);
  const missing = form.shown.filter((value) => !holds(text, lettersOf(value)));
  const { context } = await PDFDocument.load(agreed.bytes);
  const objects = context.enumerateIndirectObjects().map(([, object]) => object.toString());
  const leaked = form.hidden.filter((secret) => objects.some((object) => object.includes(secret)));
  return { ...told, refused: undefined, wrong: [...missing, ...leaked] };
}

function lettersOf(text: string): string[] {
  return Array.from(text.normalize('NFKC').replace(/[\s\p{Cf}]/gu, ''));
}

/** Every letter of `part`, as often as it is there, in whatever order readers give them. */
function holds(whole: readonly string[], part: readonly string[]): boolean {
  const left = [...whole];
  return part.every((letter) => {
    const at = left.indexOf(letter);
    if (at >= 0) left.splice(at, 1);
    return at >= 0;
  });
}
