// Whether this browser lets two connections find each other at all: some policies and extensions forbid it.

const DEADLINE_MS = 4_000;

/** Joins two connections of this page by a data channel. */
export async function tryLocalConnection(): Promise<boolean> {
  let here: RTCPeerConnection | undefined;
  let there: RTCPeerConnection | undefined;
  try {
    here = new RTCPeerConnection();
    there = new RTCPeerConnection();
    return await join(here, there);
  } catch {
    return false;
  } finally {
    here?.close();
    there?.close();
  }
}

async function join(here: RTCPeerConnection, there: RTCPeerConnection): Promise<boolean> {
  const channel = here.createDataChannel('check');
  const opened = new Promise<boolean>((resolve) => {
    channel.onopen = () => resolve(true);
    setTimeout(() => resolve(false), DEADLINE_MS);
  });
  here.onicecandidate = ({ candidate }) => void there.addIceCandidate(candidate ?? undefined).catch(() => undefined);
  there.onicecandidate = ({ candidate }) => void here.addIceCandidate(candidate ?? undefined).catch(() => undefined);
  await here.setLocalDescription();
  if (here.localDescription) await there.setRemoteDescription(here.localDescription);
  await there.setLocalDescription();
  if (there.localDescription) await here.setRemoteDescription(there.localDescription);
  return opened;
}
