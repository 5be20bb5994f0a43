// The wire as release 0.1.0 had it: its own schemas and parsers, bundled from its sources, as installed apps hold them.
import type * as z from 'zod/mini';
import type { Problem, RequestFrame, ServerFrame } from '../../../../signalling/protocol/index.ts';

type Message = { readonly params: z.core.$ZodType; readonly result: z.core.$ZodType };

export const REQUESTS: Readonly<Record<string, Message>>;
export const NOTICES: Readonly<Record<string, z.core.$ZodType>>;
export const SHARED_MAPS: Readonly<Record<string, { readonly value: z.core.$ZodType }>>;
export const serverFrameSchema: z.ZodMiniType<ServerFrame>;
export const stateMessageSchema: z.ZodMiniType<{ readonly kind: string }>;
export function parseRequestFrame(text: string): RequestFrame | null;
export function parseParams(
  name: string,
  params: unknown,
): { readonly ok: true } | { readonly ok: false; readonly problem: Problem };
