// Goes through the pages of an agreed file, one after the other. Knows what a page must have in common with the table's.
import type { OpenDocument } from '../document.ts';
import { openDocument } from '../openDocument.ts';
import { browserForeignText } from '../marks/foreignText.ts';
import { loadPageFonts } from '../marks/pageFont.ts';
import { comparePage } from './comparePage.ts';
import type { Proof, ProofInput, ProofTools } from './proofInput.ts';

export async function prove(input: ProofInput): Promise<Proof> {
  const tools = input.tools ?? (await browserTools());
  const opened = await tools.open(input.result);
  if (!opened.ok) return { ok: false, problem: 'resultBroken' };
  try {
    return await provePages(input, opened.value, tools);
  } finally {
    opened.value.close();
  }
}

async function provePages(input: ProofInput, result: OpenDocument, tools: ProofTools): Promise<Proof> {
  const { source, addedPages } = input;
  if (result.pageCount !== source.pageCount + addedPages) return { ok: false, problem: 'pagesDiffer' };
  for (let page = 1; page <= source.pageCount; page += 1) {
    input.onPage?.(page);
    const problem = await comparePage(input, result, page, tools);
    if (problem) return { ok: false, problem, page };
  }
  return { ok: true };
}

async function browserTools(): Promise<ProofTools> {
  return {
    open: (bytes) => openDocument(bytes, 'pdf', { byOutlines: true }),
    createCanvas: () => document.createElement('canvas'),
    lettering: { fonts: await loadPageFonts(), foreign: browserForeignText },
  };
}
