// A document agreed and proved in Node, as both pages do it in the browser. Knows the steps.
import type { OpenDocument } from '../../../renderer/core/documents/document.ts';
import type { DocumentProblem } from '../../../renderer/core/documents/documentProblem.ts';
import { flattenDocument } from '../../../renderer/core/documents/flatten.ts';
import type { Annotation } from '../../../renderer/core/documents/annotation.ts';
import { proveFlattened, type Proof } from '../../../renderer/core/documents/proveFlattened.ts';
import { nodePictures, openInNode, proofToolsInNode } from './nodeDocument.ts';

export type AgreedInNode =
  | { ok: true; source: OpenDocument; result: OpenDocument; bytes: Uint8Array; proof: Proof; text: string }
  | { ok: false; problem: DocumentProblem };

const tools = await proofToolsInNode();

export async function agreeInNode(
  bytes: Uint8Array,
  fields: Readonly<Record<string, string>> = {},
  annotations: ReadonlyMap<number, readonly Annotation[]> = new Map(),
): Promise<AgreedInNode> {
  const source = await openInNode(bytes);
  if (!source.ok) return source;
  const given = { source: source.value, fields, annotations };
  const flat = await flattenDocument({
    ...{ bytes, type: 'pdf' as const, pictures: nodePictures, lettering: tools.lettering },
    ...given,
  });
  if (!flat.ok) return flat;
  const result = await openInNode(flat.value);
  if (!result.ok) return result;
  const proof = await proveFlattened({ ...given, result: flat.value, addedPages: 0, tools });
  const text = await result.value.textOf(1);
  return {
    ...{ ok: true, source: source.value, result: result.value, bytes: flat.value, proof },
    text: text.ok ? text.value.map((item) => item.text).join(' ') : '',
  };
}
