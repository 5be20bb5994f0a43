// What the page of a room without our link lets a bench do. Contract only.
import type { types } from 'mediasoup-client';

export type BareTransport = Pick<
  types.TransportOptions,
  'id' | 'iceParameters' | 'iceCandidates' | 'dtlsParameters' | 'sctpParameters'
>;
export type BareStream = Required<Pick<types.ConsumerOptions, 'id' | 'producerId' | 'kind' | 'rtpParameters'>> & {
  readonly from: string;
};

/** What the page says to the bench, which answers as mediasoup does. */
export type BareAsks = {
  enter: (said: null) => { rtpCapabilities: types.RtpCapabilities; send: BareTransport; receive: BareTransport };
  /** From now on it is given what the others send. */
  join: (said: { rtpCapabilities: types.RtpCapabilities }) => null;
  connect: (said: { direction: 'send' | 'receive'; dtlsParameters: types.DtlsParameters }) => null;
  produce: (said: { kind: 'audio' | 'video'; rtpParameters: types.RtpParameters }) => { id: string };
  resume: (said: { id: string }) => null;
};

export type BareRoomsPage = {
  /** Opens camera and microphone, and goes in. */
  enter(): Promise<void>;
  take(stream: BareStream): Promise<void>;
  /** Of how many others a picture has been decoded. */
  seen(): Promise<number>;
};

export type BareRoomsWindow = {
  readonly bareRoomsPage: BareRoomsPage;
  readonly askBare: <A extends keyof BareAsks>(
    ask: A,
    said: Parameters<BareAsks[A]>[0],
  ) => Promise<ReturnType<BareAsks[A]>>;
};
