// Whose page put what into the shared whole, where more than two take part.
import * as z from 'zod/mini';
import { epochMsSchema, idSchema } from '../fields.ts';

/** So many are told apart by colour; of more people some share one. */
export const PERSON_COLOURS = 6;

/** By the number that a page has in the shared whole. Keys that this build does not know are passed over. */
export const writerSchema = z.object({ legId: idSchema });

/** By leg: up to when messages have reached somebody, and up to when they have been seen. */
export const readBySchema = z.object({ deliveredAtMs: epochMsSchema, seenAtMs: epochMsSchema });
