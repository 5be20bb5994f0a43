// A shared screen and both cameras, as the other side is told of them. Pixels go over the media lines.
import * as z from 'zod/mini';
import { idSchema } from '../fields.ts';

/** One a party. Its absence: nothing is shared. */
export const screenShareSchema = z.strictObject({
  shareId: idSchema,
  name: z.string().check(z.maxLength(200)),
  kind: z.enum(['screen', 'window', 'tab', 'unknown']),
  state: z.enum(['sharing', 'paused']),
});
export type SharedScreen = z.infer<typeof screenShareSchema>;

const zoomFactor = z.number().check(z.minimum(0.1), z.maximum(100));

/** What the customer's camera is and can do right now. */
export const deviceCameraSchema = z.strictObject({
  facing: z.enum(['front', 'rear', 'unknown']),
  /** Absent where there is no torch. */
  torch: z.optional(z.boolean()),
  /** Absent where it cannot zoom. */
  zoom: z.optional(z.strictObject({ min: zoomFactor, max: zoomFactor, value: zoomFactor })),
});
export type DeviceCamera = z.infer<typeof deviceCameraSchema>;

/** What the agent would like the customer's camera to do. */
export const cameraPreferenceSchema = z.strictObject({ torch: z.optional(z.boolean()), zoom: z.optional(zoomFactor) });
export type CameraPreference = z.infer<typeof cameraPreferenceSchema>;

/** How large a side shows the other person. Whoever is shown small sends a small picture. */
export const personSizeSchema = z.strictObject({ size: z.enum(['large', 'small']) });
