// What mediasoup hands out, as it goes over the wire: without what is not there, and looked at by our own schema.
import * as z from 'zod/mini';

/** @throws where mediasoup says more than our wire can carry, which is a fault of ours */
export function asSaid<S extends z.core.$ZodType>(schema: S, value: unknown): z.infer<S> {
  return z.parse(schema, JSON.parse(JSON.stringify(value)));
}
