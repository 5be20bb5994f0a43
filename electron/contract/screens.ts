// Host calls about screens: what may be shared, what was chosen, and what the person sees while they share. A leaf.
import * as z from 'zod/mini';

/** More windows than this are not shown. */
export const MAX_SCREEN_SOURCES = 60;
/** Characters of a picture as a data URL; its bytes are three quarters of that. */
export const MAX_THUMBNAIL_CHARS = 80_000;
export const MAX_ICON_CHARS = 16_000;

const empty = z.strictObject({});
const words = z.string().check(z.minLength(1), z.maxLength(200));
const sourceId = z.string().check(z.regex(/^(screen|window):[A-Za-z0-9:_-]{1,80}$/));

export const surfaceKindSchema = z.enum(['screen', 'window']);

/** Something that can be shared. Its pictures are for the picker only and go nowhere else. */
export const screenSourceSchema = z.strictObject({
  sourceId,
  kind: surfaceKindSchema,
  name: z.string().check(z.maxLength(200)),
  /** JPEG of at most 320 × 200, as a data URL. Empty when the system gave no picture, as of minimised windows. */
  thumbnail: z.string().check(z.maxLength(MAX_THUMBNAIL_CHARS)),
  appIcon: z.optional(z.string().check(z.maxLength(MAX_ICON_CHARS))),
});
export type HostScreenSource = z.infer<typeof screenSourceSchema>;

/**
 * Who shows what can be shared: `own` the page, from `screens.list`; `portal` the desktop of Wayland; `system` macOS 15
 * and later; `browser` the browser.
 */
export const pickerKindSchema = z.enum(['own', 'portal', 'system', 'browser']);
export type PickerKind = z.infer<typeof pickerKindSchema>;
/** Whether the system lets the app see other programs' windows. */
export const screenAccessSchema = z.enum(['granted', 'denied', 'unknown']);
export type ScreenAccess = z.infer<typeof screenAccessSchema>;

export const SCREEN_CALLS = {
  'screens.describe': {
    params: empty,
    result: z.strictObject({
      picker: pickerKindSchema,
      access: screenAccessSchema,
      /** What the computer plays can be shared, too. */
      canShareSound: z.boolean(),
    }),
  },
  /** What can be shared, without this app's own windows. Empty unless the picker is `own`: elsewhere looking asks the person. */
  'screens.list': {
    params: empty,
    result: z.strictObject({ sources: z.array(screenSourceSchema).check(z.maxLength(MAX_SCREEN_SOURCES)) }),
  },
  /**
   * What the page's next `getDisplayMedia` gets: once, and within ten seconds. `null` lets the system's picker decide, or,
   * where the picker is `own`, takes a choice back. Not accepted: a source that was not listed.
   */
  'screens.choose': {
    params: z.strictObject({ sourceId: z.nullable(sourceId), audio: z.boolean() }),
    result: z.strictObject({ accepted: z.boolean() }),
  },
  /** The person shares from now on: a bar with *Stop sharing* and, around a whole screen, a red frame. */
  'sharing.begin': {
    params: z.strictObject({
      name: words,
      kind: surfaceKindSchema,
      words: z.strictObject({
        /** BCP 47, for those who hear the bar read out. */
        language: z.string().check(z.regex(/^[A-Za-z]{2,3}(-[A-Za-z0-9]{1,8}){0,3}$/)),
        /** The whole sentence, with the name in it. */
        sharing: z.string().check(z.minLength(1), z.maxLength(400)),
        stop: words,
      }),
    }),
    result: empty,
  },
  'sharing.end': { params: empty, result: empty },
} as const;

export const SCREEN_NOTICES = {
  /** The person pressed *Stop sharing* in the bar. */
  'sharing.stopRequested': empty,
} as const;
