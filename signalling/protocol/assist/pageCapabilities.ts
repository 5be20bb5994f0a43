// What a page in a call can do beyond the first release, said to the page on the other side. It stands in a map of the shared whole, which
// is the first thing that is sent after hello: pages of 0.1.0 refuse a hello with any other field, and pass over a map they do not know.
import { capabilitiesSchema } from '../capabilities.ts';

/**
 * `earlier`: can be offered what was written and shown in the call before it was handed on. `mouthPrompts`: can say what a face is asked to do
 * with its mouth.
 */
export const PAGE_CAPABILITIES = ['earlier', 'mouthPrompts'] as const;
export type PageCapability = (typeof PAGE_CAPABILITIES)[number];

/** By the page's id, as in its hello. Names that we do not know are those of later releases. */
export const pageCapabilitiesSchema = capabilitiesSchema;
