// Two bare RTCPeerConnections in one page that hand each other their descriptions and candidates: the least a call can cost.
import type { Page } from '@playwright/test';

declare global {
  interface Window {
    benchStream: MediaStream;
  }
}

/** From the first call of the API to the first decoded frame, at each end. */
export type BareTimes = { readonly callerMs: number; readonly calleeMs: number };

/** Opens the made-up devices as our pages do, and keeps them. */
export async function openBareDevices(page: Page): Promise<void> {
  await page.evaluate(async () => {
    window.benchStream = await navigator.mediaDevices.getUserMedia({
      audio: { echoCancellation: true, noiseSuppression: true, autoGainControl: true },
      video: { width: { ideal: 1280 }, height: { ideal: 720 }, frameRate: { ideal: 30, max: 30 } },
    });
  });
}

/** The page's marks note the first pictures: both ends are in this page, the caller's connection is made first. */
export function connectBarePair(page: Page): Promise<BareTimes> {
  return page.evaluate(async () => {
    const LIMIT_MS = 10_000;
    const beganAtMs = performance.now();
    const caller = new RTCPeerConnection({ bundlePolicy: 'max-bundle' });
    const callee = new RTCPeerConnection({ bundlePolicy: 'max-bundle' });
    const frameOf = (connection: RTCPeerConnection): Promise<number> =>
      new Promise((resolve, reject) => {
        setTimeout(() => reject(new Error('no picture')), LIMIT_MS);
        connection.addEventListener('track', ({ track }) => {
          if (track.kind !== 'video') return;
          const { MediaStreamTrackProcessor } = window as unknown as {
            MediaStreamTrackProcessor: new (init: { track: MediaStreamTrack }) => {
              readable: ReadableStream<{ close(): void }>;
            };
          };
          const reader = new MediaStreamTrackProcessor({ track }).readable.getReader();
          void reader.read().then(({ value }) => {
            value?.close();
            resolve(performance.now() - beganAtMs);
            return reader.cancel();
          });
        });
      });
    const trickle = (from: RTCPeerConnection, to: RTCPeerConnection): (() => void) => {
      const early: RTCIceCandidate[] = [];
      let isReady = false;
      from.addEventListener('icecandidate', ({ candidate }) => {
        if (candidate === null) return;
        if (isReady) void to.addIceCandidate(candidate);
        else early.push(candidate);
      });
      return () => {
        isReady = true;
        for (const candidate of early) void to.addIceCandidate(candidate);
      };
    };
    const calleeReady = trickle(caller, callee);
    const callerReady = trickle(callee, caller);
    const frames = Promise.all([frameOf(caller), frameOf(callee)]);
    for (const track of window.benchStream.getTracks()) caller.addTrack(track, window.benchStream);
    await caller.setLocalDescription();
    if (caller.localDescription) await callee.setRemoteDescription(caller.localDescription);
    calleeReady();
    for (const track of window.benchStream.getTracks()) callee.addTrack(track, window.benchStream);
    await callee.setLocalDescription();
    if (callee.localDescription) await caller.setRemoteDescription(callee.localDescription);
    callerReady();
    const [callerMs, calleeMs] = await frames;
    caller.close();
    callee.close();
    return { callerMs, calleeMs };
  });
}
