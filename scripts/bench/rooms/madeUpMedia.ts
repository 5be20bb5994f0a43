// Sound and VGA as RTP packets, sealed once (SRTP, AES-256-GCM, RFC 7714) and sent by everybody: what it costs to make media is not measured.
import { createCipheriv, randomBytes } from 'node:crypto';

export const SOUND = { ssrc: 1111, payloadType: 111 } as const;
export const PICTURE = { ssrc: 2222, payloadType: 96 } as const;
export const PACKETS_A_FRAME = 3;
export const FRAME_TICKS = 3000;
const FRAMES_PER_SECOND = 30;
/** 600 kbit/s. */
const PICTURE_BYTES = 830;
const SOUND_BYTES = 80;
const SOUND_EVERY_MS = 20;

/** What both ends seal with: key and salt, as mediasoup takes them. */
export const SRTP_KEY = randomBytes(44);
export const SRTP = { cryptoSuite: 'AEAD_AES_256_GCM', keyBase64: SRTP_KEY.toString('base64') } as const;

export type DuePacket = { readonly atMs: number; readonly packet: Buffer };

/** One person's sound and picture, in the order in which they are sent. */
export function madeUpMedia(seconds: number): readonly DuePacket[] {
  const seal = sealer(SRTP_KEY);
  const packets: DuePacket[] = [];
  for (let index = 0; index < (seconds * 1000) / SOUND_EVERY_MS; index += 1) {
    const header = rtpHeader({ ...SOUND, marker: false, sequence: index, timestamp: index * 960 });
    packets.push({ atMs: index * SOUND_EVERY_MS, packet: seal(header, Buffer.alloc(SOUND_BYTES, 0xf8), SOUND.ssrc) });
  }
  for (let frame = 0; frame < seconds * FRAMES_PER_SECOND; frame += 1) {
    for (let part = 0; part < PACKETS_A_FRAME; part += 1) {
      const sequence = frame * PACKETS_A_FRAME + part;
      const marker = part === PACKETS_A_FRAME - 1;
      const header = rtpHeader({ ...PICTURE, marker, sequence, timestamp: frame * FRAME_TICKS });
      const packet = seal(header, vp8(frame, part), PICTURE.ssrc);
      packets.push({ atMs: (frame * 1000) / FRAMES_PER_SECOND, packet });
    }
  }
  return packets.toSorted((a, b) => a.atMs - b.atMs);
}

/** The first byte says where a frame begins (RFC 7741); the lowest bit of the next is 0 in a key frame, of which there is one a second. */
function vp8(frame: number, part: number): Buffer {
  const payload = Buffer.alloc(PICTURE_BYTES);
  payload[0] = part === 0 ? 0x10 : 0;
  payload[1] = part === 0 && frame % FRAMES_PER_SECOND === 0 ? 0 : 1;
  return payload;
}

type Header = { payloadType: number; ssrc: number; marker: boolean; sequence: number; timestamp: number };

function rtpHeader({ payloadType, ssrc, marker, sequence, timestamp }: Header): Buffer {
  const header = Buffer.alloc(12);
  header[0] = 0x80;
  header[1] = payloadType | (marker ? 0x80 : 0);
  header.writeUInt16BE(sequence, 2);
  header.writeUInt32BE(timestamp, 4);
  header.writeUInt32BE(ssrc, 8);
  return header;
}

/** Sequence numbers must not begin anew: a run is shorter than 65 536 packets. */
function sealer(master: Buffer): (header: Buffer, payload: Buffer, ssrc: number) => Buffer {
  const key = derived(master, 0, 32);
  const salt = derived(master, 2, 12);
  return (header, payload, ssrc) => {
    const nonce = Buffer.alloc(12);
    nonce.writeUInt32BE(ssrc, 2);
    nonce.writeUInt16BE(header.readUInt16BE(2), 10);
    for (let index = 0; index < nonce.length; index += 1) nonce[index] = (nonce[index] ?? 0) ^ (salt[index] ?? 0);
    const cipher = createCipheriv('aes-256-gcm', key, nonce);
    cipher.setAAD(header);
    return Buffer.concat([header, cipher.update(payload), cipher.final(), cipher.getAuthTag()]);
  };
}

/** RFC 3711, 4.3: a key of the session out of the master key. `label`: 0 for what encrypts, 2 for the salt. */
function derived(master: Buffer, label: number, length: number): Buffer {
  const block = Buffer.alloc(16);
  master.copy(block, 0, 32);
  block[7] = (block[7] ?? 0) ^ label;
  const cipher = createCipheriv('aes-256-ctr', master.subarray(0, 32), block);
  return cipher.update(Buffer.alloc(length));
}
