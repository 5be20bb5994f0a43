// What was written and shown in a call, as the customer's page keeps it when the call is handed on: taken out of one room, and laid out in
// the next. Not what was of its moment: set phrases, and links to which the other side has not said yes.
import {
  MAX_EARLIER_AGENTS,
  type DocumentCard,
  type EarlierMessage,
  type FieldValue,
  type Annotation,
  type TableView,
} from '../../../signalling/protocol/assist.ts';
import type { AssistRoom } from '../../core/assist/assistRoom.ts';

export type EarlierMaterial = {
  /** With whom it was, in order. */
  readonly agentNames: readonly string[];
  readonly messages: ReadonlyMap<string, EarlierMessage>;
  readonly documents: ReadonlyMap<string, DocumentCard>;
  readonly fields: ReadonlyMap<string, FieldValue>;
  readonly annotations: ReadonlyMap<string, Annotation>;
  /** What lay open. */
  readonly view: TableView | undefined;
  readonly files: ReadonlyMap<string, Blob>;
};

const NOW = 'now';
const NOTHING: EarlierMaterial = {
  agentNames: [],
  messages: new Map(),
  documents: new Map(),
  fields: new Map(),
  annotations: new Map(),
  view: undefined,
  files: new Map(),
};

/** `before`: what this page had already when the call of this room began. It stays where it was not given. Undefined: there is nothing. */
export function collectEarlier(
  room: AssistRoom,
  agentName: string,
  before: EarlierMaterial | undefined,
): EarlierMaterial | undefined {
  const given = room.maps.earlier.get(NOW);
  const isGiven = given?.state === 'given';
  const { agentNames, ...kept } = isGiven ? { ...NOTHING, agentNames: given.agentNames } : (before ?? NOTHING);
  const here = contentOf(room, agentName);
  const isNews =
    here.messages.size > room.maps.earlierChat.entries.size || here.documents.size > (isGiven ? given.documents : 0);
  const names = isNews ? [...agentNames.filter((name) => name !== agentName), agentName] : agentNames;
  const material: EarlierMaterial = {
    agentNames: names.slice(-MAX_EARLIER_AGENTS),
    messages: new Map([...kept.messages, ...here.messages]),
    documents: new Map([...kept.documents, ...here.documents]),
    fields: new Map([...kept.fields, ...here.fields]),
    annotations: new Map([...kept.annotations, ...here.annotations]),
    view: here.view ?? kept.view,
    files: new Map([...kept.files, ...here.files]),
  };
  return material.messages.size + material.documents.size > 0 ? material : undefined;
}

/** What is not here as a whole cannot be given on. */
function contentOf(room: AssistRoom, agentName: string): Omit<EarlierMaterial, 'agentNames'> {
  const { maps } = room;
  const files = new Map<string, Blob>();
  const isHere = (fileId: string): boolean => {
    const state = room.files.stateOf(fileId);
    if (state.name === 'here') files.set(fileId, state.blob);
    return state.name === 'here';
  };
  const messages = new Map(maps.earlierChat.entries);
  for (const [messageId, message] of maps.chat.entries) {
    if (message.kind === 'phrase') continue;
    if (message.kind === 'link' && maps.linkAnswers.get(messageId) !== 'accepted') continue;
    messages.set(messageId, { agentName, message });
  }
  for (const [messageId, { message }] of messages) {
    if (message.kind === 'file' && !isHere(message.card.fileId)) messages.delete(messageId);
  }
  const documents = new Map([...maps.documents.entries].filter(([fileId]) => isHere(fileId)));
  const view = maps.view.get(NOW);
  return {
    messages,
    documents,
    fields: new Map([...maps.fields.entries].filter(([, { fileId }]) => documents.has(fileId))),
    annotations: new Map([...maps.ink.entries].filter(([, { surface }]) => documents.has(surface.split(':')[1] ?? ''))),
    view: view && documents.has(view.fileId) ? view : undefined,
    files,
  };
}

/** Lays it out for both. What does not fit here is left out. */
export async function layOutEarlier(room: AssistRoom, material: EarlierMaterial): Promise<void> {
  const here = new Set<string>();
  for (const [fileId, blob] of material.files) if ((await room.files.add(blob)).ok) here.add(fileId);
  const { maps } = room;
  const messages = [...material.messages].filter(
    ([, { message }]) => message.kind !== 'file' || here.has(message.card.fileId),
  );
  const documents = [...material.documents].filter(([fileId]) => here.has(fileId));
  const { view } = material;
  room.restore(() => {
    for (const [messageId, message] of messages) maps.earlierChat.set(messageId, message);
    for (const [fileId, card] of documents) maps.documents.set(fileId, card);
    for (const [key, field] of material.fields) if (here.has(field.fileId)) maps.fields.set(key, field);
    for (const [annotationId, annotation] of material.annotations) maps.ink.set(annotationId, annotation);
    // What the next agent has opened meanwhile stays open.
    if (view && here.has(view.fileId) && !maps.view.get(NOW)) maps.view.set(NOW, view);
    maps.earlier.set(NOW, {
      agentNames: [...material.agentNames],
      messages: messages.length,
      documents: documents.length,
      state: 'given',
    });
  });
}
