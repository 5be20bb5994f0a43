// A schema as text that people can read, one field a line with its bounds. Knows JSON Schema; not what messages mean.
import * as z from 'zod/mini';
import {
  agentCallSchema,
  agentViewSchema,
  assistPolicySchema,
  callReasonSchema,
  callRecordSchema,
  chosenIntentSchema,
  customerCallSchema,
  customerPhaseSchema,
  transcriptEntrySchema,
  iceServerSchema,
  intentSchema,
  mediaStateSchema,
  offerSchema,
  preparedDocumentSchema,
  problemSchema,
  qualitySchema,
  recordedTranscriptEntrySchema,
  signalSchema,
  topicSchema,
  wordsSchema,
  workSchema,
  wrapUpSchema,
} from './index.ts';

/** Shapes that are named once and referred to. */
export const SHARED_SHAPES = {
  AgentView: agentViewSchema,
  Work: workSchema,
  Offer: offerSchema,
  AgentCall: agentCallSchema,
  WrapUp: wrapUpSchema,
  CallRecord: callRecordSchema,
  CallReason: callReasonSchema,
  CustomerCall: customerCallSchema,
  CustomerPhase: customerPhaseSchema,
  Topic: topicSchema,
  Intent: intentSchema,
  ChosenIntent: chosenIntentSchema,
  IceServer: iceServerSchema,
  PeerSignal: signalSchema,
  MediaState: mediaStateSchema,
  Quality: qualitySchema,
  TranscriptEntry: transcriptEntrySchema,
  RecordedTranscriptEntry: recordedTranscriptEntrySchema,
  PreparedDocument: preparedDocumentSchema,
  AssistPolicy: assistPolicySchema,
  Problem: problemSchema,
  Words: wordsSchema,
} as const;

const names = z.registry<{ id: string }>();
for (const [id, schema] of Object.entries(SHARED_SHAPES)) names.add(schema, { id });

type JsonSchema = z.core.JSONSchema.BaseSchema;

/** `itself`: the name of the shared shape to spell out rather than to refer to. */
export function describeShape(schema: z.core.$ZodType, itself?: string): string {
  const json: JsonSchema = z.toJSONSchema(schema, { io: 'input', metadata: names, unrepresentable: 'any' });
  return describe(itself === undefined ? json : spelledOut(json, itself), '', itself);
}

function spelledOut(json: JsonSchema, name: string): JsonSchema {
  return json.$ref === `#/$defs/${name}` ? (json.$defs?.[name] ?? json) : json;
}

function describe(json: JsonSchema, indent: string, itself?: string): string {
  if (json.id !== undefined && json.id !== itself) return json.id;
  if (json.$ref !== undefined) return json.$ref.replace('#/$defs/', '');
  if (json.const !== undefined) return JSON.stringify(json.const);
  if (json.enum !== undefined) return json.enum.map((value) => JSON.stringify(value)).join(' | ');
  const choices = json.anyOf ?? json.oneOf;
  if (choices !== undefined) return choices.map((choice) => describe(asSchema(choice), indent)).join(' | ');
  if (json.type === 'object') return describeObject(json, indent);
  if (json.type === 'array') return describeArray(json, indent);
  return typeof json.type === 'string' ? `${json.type}${bounds(json)}` : 'anything';
}

function describeObject({ properties = {}, required = [] }: JsonSchema, indent: string): string {
  const inner = `${indent}  `;
  const lines = Object.entries(properties).map(
    ([name, value]) => `${inner}${name}${required.includes(name) ? '' : '?'}: ${describe(asSchema(value), inner)}`,
  );
  return lines.length === 0 ? '{}' : `{\n${lines.join('\n')}\n${indent}}`;
}

function describeArray({ items, minItems = 0, maxItems }: JsonSchema, indent: string): string {
  const item = items === undefined || Array.isArray(items) ? 'anything' : describe(asSchema(items), indent);
  return `list of ${minItems}–${maxItems ?? 'any'} × ${item}`;
}

function bounds({ minLength, maxLength, minimum, maximum, pattern }: JsonSchema): string {
  const parts: string[] = [];
  if (maxLength !== undefined) parts.push(`${minLength ?? 0}–${maxLength} characters`);
  if (pattern !== undefined) parts.push(pattern);
  // Bounds of the number type itself say nothing.
  if (minimum !== undefined && minimum > Number.MIN_SAFE_INTEGER) parts.push(`from ${minimum}`);
  if (maximum !== undefined && maximum < Number.MAX_SAFE_INTEGER) parts.push(`to ${maximum}`);
  return parts.length === 0 ? '' : ` (${parts.join(', ')})`;
}

function asSchema(value: JsonSchema | boolean): JsonSchema {
  return typeof value === 'boolean' ? {} : value;
}
