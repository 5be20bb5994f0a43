/**
 * How long what must come may take, in ms: no promise to anybody, only when a test gives up. On a machine that two others share a picture may need
 * half a minute; what passes does not wait for it. A test that is about how soon something comes says its own time and why.
 */
export const DEADLINE_MS = 90_000;
