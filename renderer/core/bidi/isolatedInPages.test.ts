// Where a page shows a person's text as it is, the element round it isolates it.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'svelte/compiler';
import { expect, it } from 'vitest';

/** What people are called, what they call their files, and what they write. */
const A_PERSONS_TEXT =
  /(^|[\s.?:(])(peerName|customerName|displayName|agentName|signedName|fileName|userName|card\.name|message\.text|entry\.text|record\.notes|inWords\([\w.]+\)|nameOf\([\w.]+\))$/;

type Node = {
  readonly type: string;
  readonly name?: string;
  readonly start: number;
  readonly end: number;
  readonly attributes?: readonly { readonly name?: string; readonly value?: unknown }[];
  readonly expression?: { readonly start: number; readonly end: number };
};

/** Expressions that are shown as text and not isolated, with what is round them. */
function bareTexts(source: string): string[] {
  const found: string[] = [];
  const walk = (value: unknown, around: Node | undefined): void => {
    if (Array.isArray(value)) for (const each of value) walk(each, around);
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return;
    const node = value as Node;
    if (node.type === 'Attribute' || node.type === 'Script' || node.type === 'StyleSheet') return;
    if (node.type === 'ExpressionTag' && node.expression) {
      const shown = source.slice(node.expression.start, node.expression.end);
      if (A_PERSONS_TEXT.test(shown) && !isolates(around)) found.push(`<${around?.name ?? '?'}> {${shown}}`);
      return;
    }
    const inside = node.type === 'RegularElement' || node.type === 'Component' ? node : around;
    for (const [key, part] of Object.entries(node)) if (key !== 'parent') walk(part, inside);
  };
  walk(parse(source, { modern: true }).fragment, undefined);
  return found;
}

function isolates(element: Node | undefined): boolean {
  return element?.name === 'bdi' || element?.attributes?.some(({ name }) => name === 'dir') === true;
}

it('[BIDI-2] every name, topic, note, message and name of a file in a page is isolated', () => {
  const files = readdirSync('renderer', { recursive: true, encoding: 'utf8' }).filter((file) =>
    file.endsWith('.svelte'),
  );
  expect(files.length).toBeGreaterThan(60);
  const bare = files.flatMap((file) =>
    bareTexts(readFileSync(join('renderer', file), 'utf8')).map((each) => `${file}: ${each}`),
  );
  expect(bare).toEqual([]);
});

it('[BIDI-2] one that is not isolated is found', () => {
  expect(bareTexts('<h2>{peerName}</h2>')).toEqual(['<h2> {peerName}']);
  expect(bareTexts('<h2>{#if a}<b>{call.customerName}</b>{/if}</h2>')).toEqual(['<b> {call.customerName}']);
  expect(bareTexts('<p>{isMine ? m.you() : peerName}:</p>')).toEqual(['<p> {isMine ? m.you() : peerName}']);
  expect(bareTexts('<h2 title={peerName}><bdi>{peerName}</bdi> <p dir="auto">{record.notes}</p></h2>')).toEqual([]);
});
