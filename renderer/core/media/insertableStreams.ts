// Chromium's way into the pictures of a track, which it has had since 94. No part of TypeScript's types, nor yet of Firefox and
// Safari in this form. Types, and where they are.

export type InsertableStreams = {
  MediaStreamTrackProcessor?: new (init: { track: MediaStreamTrack; maxBufferSize: number }) => {
    readable: ReadableStream<VideoFrame>;
  };
  MediaStreamTrackGenerator?: new (init: { kind: 'video' }) => MediaStreamTrack & {
    writable: WritableStream<VideoFrame>;
  };
};

/** Either may be missing. */
export function insertableStreams(): InsertableStreams {
  return globalThis as InsertableStreams;
}
