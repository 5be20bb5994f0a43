// Two peers in one page: what is sent on one comes out of the other, through a real encoder and decoder. Knows no UI.

export type Loopback = {
  /** Swaps what is sent, as a call's link does; never negotiates again. */
  send: (track: MediaStreamTrack | undefined) => void;
  incoming: MediaStreamTrack;
};

export async function connectLoopback(): Promise<Loopback> {
  const [near, far] = [new RTCPeerConnection(), new RTCPeerConnection()];
  const { sender } = near.addTransceiver('video', { direction: 'sendonly' });
  const arrived = new Promise<MediaStreamTrack>((resolve) => {
    far.ontrack = ({ track }) => resolve(track);
  });
  near.onicecandidate = ({ candidate }) => void far.addIceCandidate(candidate ?? undefined);
  far.onicecandidate = ({ candidate }) => void near.addIceCandidate(candidate ?? undefined);
  await near.setLocalDescription();
  if (near.localDescription) await far.setRemoteDescription(near.localDescription);
  await far.setLocalDescription();
  if (far.localDescription) await near.setRemoteDescription(far.localDescription);
  // For journeys: what is really sent and what really arrives.
  Object.assign(globalThis, { loopback: { sender, far } });
  return { send: (track) => void sender.replaceTrack(track ?? null), incoming: await arrived };
}
