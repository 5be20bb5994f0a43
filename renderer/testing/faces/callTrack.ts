// A picture as the other side of a call has it: a film or a camera, coded, sent through two peer connections and decoded.

const FRAME_MS = 40;

/** `pictures`: base64 of any that the browser decodes, over and over. MUST be stopped. */
export async function filmTrack(pictures: readonly string[]): Promise<{ track: MediaStreamTrack; stop: () => void }> {
  const bitmaps = await Promise.all(
    pictures.map((picture) =>
      createImageBitmap(new Blob([Uint8Array.from(atob(picture), (sign) => sign.charCodeAt(0))])),
    ),
  );
  const canvas = Object.assign(document.createElement('canvas'), { width: 640, height: 480 });
  const draw = canvas.getContext('2d');
  let at = 0;
  const timer = setInterval(() => {
    const bitmap = bitmaps[at % bitmaps.length];
    at += 1;
    if (bitmap) draw?.drawImage(bitmap, 0, 0);
  }, FRAME_MS);
  const [track] = canvas.captureStream(1000 / FRAME_MS).getVideoTracks();
  if (!track) throw new Error('a canvas has no track');
  return {
    track,
    stop: () => {
      clearInterval(timer);
      track.stop();
    },
  };
}

/** MUST be closed. */
export async function passThroughCall(
  track: MediaStreamTrack,
): Promise<{ remote: MediaStreamTrack; framesDecoded: () => Promise<number>; close: () => void }> {
  const [from, to] = [new RTCPeerConnection(), new RTCPeerConnection()];
  from.onicecandidate = ({ candidate }) => void to.addIceCandidate(candidate ?? undefined);
  to.onicecandidate = ({ candidate }) => void from.addIceCandidate(candidate ?? undefined);
  const remote = new Promise<MediaStreamTrack>((resolve) => {
    to.ontrack = (event) => resolve(event.track);
  });
  from.addTrack(track);
  await from.setLocalDescription();
  if (from.localDescription) await to.setRemoteDescription(from.localDescription);
  await to.setLocalDescription();
  if (to.localDescription) await from.setRemoteDescription(to.localDescription);
  return {
    remote: await remote,
    framesDecoded: async () => {
      let decoded = 0;
      (await to.getStats()).forEach((entry: { type: string; framesDecoded?: number }) => {
        if (entry.type === 'inbound-rtp') decoded += entry.framesDecoded ?? 0;
      });
      return decoded;
    },
    close: () => {
      from.close();
      to.close();
    },
  };
}
