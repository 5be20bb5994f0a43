// Entry of a page for benches only, never shipped: one person in a room by mediasoup-client alone, as its documentation has it.
import { Device, type types } from 'mediasoup-client';
import { CAMERA_LAYERS } from '../../core/sfuLink/cameraLayers.ts';
import type { BareRoomsPage, BareRoomsWindow, BareTransport } from './bareRoomsPage.ts';

const { askBare } = globalThis as unknown as BareRoomsWindow;
const people = document.getElementById('people');
const consumers: types.Consumer[] = [];
const shown = new Map<string, HTMLVideoElement>();
let receiving: Promise<types.Transport> | undefined;

function connected(transport: types.Transport, direction: 'send' | 'receive'): types.Transport {
  transport.on('connect', ({ dtlsParameters }, done, failed) => {
    askBare('connect', { direction, dtlsParameters }).then(() => done(), failed);
  });
  return transport;
}

async function enter(): Promise<void> {
  // A steady tone would be taken for noise and cancelled.
  const audio = { echoCancellation: false, noiseSuppression: false, autoGainControl: false };
  const stream = await navigator.mediaDevices.getUserMedia({ audio, video: { width: 640, height: 480 } });
  const entered = askBare('enter', null);
  const device = await Device.factory();
  const { rtpCapabilities, send, receive } = await entered;
  await device.load({ routerRtpCapabilities: rtpCapabilities });
  const optionsOf = (far: BareTransport): types.TransportOptions => ({ ...far, iceServers: [] });
  receiving = Promise.resolve(connected(device.createRecvTransport(optionsOf(receive)), 'receive'));
  await askBare('join', { rtpCapabilities: device.recvRtpCapabilities });
  const sending = connected(device.createSendTransport(optionsOf(send)), 'send');
  sending.on('produce', ({ kind, rtpParameters }, done, failed) => {
    askBare('produce', { kind, rtpParameters }).then(done, failed);
  });
  await Promise.all(
    stream
      .getTracks()
      .map((track) => sending.produce({ track, ...(track.kind === 'video' ? { encodings: CAMERA_LAYERS } : {}) })),
  );
}

const page: BareRoomsPage = {
  enter,
  async take({ from, ...options }) {
    const transport = await receiving;
    if (transport === undefined) throw new Error('nothing comes before the page has gone in');
    const consumer = await transport.consume({ ...options, streamId: from });
    consumers.push(consumer);
    if (consumer.kind === 'video') {
      const video = document.createElement('video');
      Object.assign(video, { srcObject: new MediaStream([consumer.track]), autoplay: true, muted: true });
      shown.set(from, video);
      people?.append(video);
    }
    await askBare('resume', { id: consumer.id });
  },
  seen: () =>
    Promise.resolve([...shown.values()].filter((video) => video.getVideoPlaybackQuality().totalVideoFrames > 0).length),
};

Object.assign(globalThis, { bareRoomsPage: page });
