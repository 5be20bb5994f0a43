// Asks a TURN server for an allocation over UDP, and to keep it (RFC 8656, sections 7 and 8). Just enough for tests.
import { createHash, createHmac, randomBytes } from 'node:crypto';
import { createSocket, type Socket } from 'node:dgram';

export interface TurnAccess {
  readonly username: string;
  readonly credential: string;
}
export interface TurnAllocation {
  /** 200 when granted, else the server's error code. */
  readonly status: number;
  /** Asks to relay to and from an IPv4 address; 403 when that is forbidden (RFC 8656, section 10). */
  readonly permit: (peer: string) => Promise<number>;
  /** Asks to keep the allocation for another while. */
  readonly refresh: () => Promise<number>;
  readonly close: () => void;
}

const MAGIC_COOKIE = 0x2112a442;
const METHOD = { allocate: 0x0003, refresh: 0x0004, createPermission: 0x0008 } as const;
const ATTRIBUTE = {
  username: 0x0006,
  messageIntegrity: 0x0008,
  errorCode: 0x0009,
  realm: 0x0014,
  nonce: 0x0015,
  xorPeerAddress: 0x0012,
  requestedTransport: 0x0019,
} as const;
const UDP = Buffer.from([17, 0, 0, 0]);
const SUCCESS = 0x0100;
const ANSWER_DEADLINE_MS = 3000;

interface Reply {
  readonly status: number;
  readonly attributes: ReadonlyMap<number, Buffer>;
}

/** Without `access` the server says what it wants to be told; with it, whether it believes it. */
export async function allocate(port: number, { username, credential }: TurnAccess): Promise<TurnAllocation> {
  const socket = createSocket('udp4');
  const transport: [number, Buffer] = [ATTRIBUTE.requestedTransport, UDP];
  let asked = await ask(socket, port, message(METHOD.allocate, [transport]));
  const signed = (method: number, attributes: readonly [number, Buffer][]): Buffer => {
    const realm = asked.attributes.get(ATTRIBUTE.realm) ?? Buffer.alloc(0);
    const nonce = asked.attributes.get(ATTRIBUTE.nonce) ?? Buffer.alloc(0);
    const key = createHash('md5').update(`${username}:${realm.toString()}:${credential}`).digest();
    const identity: [number, Buffer][] = [
      [ATTRIBUTE.username, Buffer.from(username)],
      [ATTRIBUTE.realm, realm],
      [ATTRIBUTE.nonce, nonce],
    ];
    return message(method, [...attributes, ...identity], key);
  };
  const granted = await ask(socket, port, signed(METHOD.allocate, [transport]));
  return {
    status: granted.status,
    permit: async (peer) =>
      (await ask(socket, port, signed(METHOD.createPermission, [[ATTRIBUTE.xorPeerAddress, xorAddress(peer)]]))).status,
    async refresh() {
      let reply = await ask(socket, port, signed(METHOD.refresh, []));
      // 438: the nonce has grown old, and a new one comes with the refusal.
      if (reply.status === 438) {
        asked = { ...reply, attributes: new Map([...asked.attributes, ...reply.attributes]) };
        reply = await ask(socket, port, signed(METHOD.refresh, []));
      }
      return reply.status;
    },
    close: () => socket.close(),
  };
}

/** An IPv4 address and any port, as RFC 8489, section 14.2 writes it. */
function xorAddress(address: string): Buffer {
  const value = Buffer.alloc(8);
  value.writeUInt8(0x01, 1);
  value.writeUInt16BE(9 ^ (MAGIC_COOKIE >>> 16), 2);
  const octets = Buffer.from(address.split('.').map(Number));
  value.writeUInt32BE((octets.readUInt32BE(0) ^ MAGIC_COOKIE) >>> 0, 4);
  return value;
}

function message(method: number, attributes: readonly [number, Buffer][], key?: Buffer): Buffer {
  const body = Buffer.concat(attributes.map(([type, value]) => attribute(type, value)));
  const header = Buffer.alloc(20);
  header.writeUInt16BE(method, 0);
  header.writeUInt32BE(MAGIC_COOKIE, 4);
  randomBytes(12).copy(header, 8);
  header.writeUInt16BE(body.length, 2);
  if (key === undefined) return Buffer.concat([header, body]);
  // The length counts the signature, which does not sign itself (RFC 8489, section 14.5).
  header.writeUInt16BE(body.length + 24, 2);
  const unsigned = Buffer.concat([header, body]);
  const signature = createHmac('sha1', key).update(unsigned).digest();
  return Buffer.concat([unsigned, attribute(ATTRIBUTE.messageIntegrity, signature)]);
}

/** Type, length, value, filled up to four bytes. */
function attribute(type: number, value: Buffer): Buffer {
  const bytes = Buffer.alloc(4 + Math.ceil(value.length / 4) * 4);
  bytes.writeUInt16BE(type, 0);
  bytes.writeUInt16BE(value.length, 2);
  value.copy(bytes, 4);
  return bytes;
}

async function ask(socket: Socket, port: number, request: Buffer): Promise<Reply> {
  return new Promise((resolve, reject) => {
    const deadline = setTimeout(() => reject(new Error('the relay does not answer')), ANSWER_DEADLINE_MS);
    socket.once('message', (reply) => {
      clearTimeout(deadline);
      resolve(read(reply));
    });
    socket.send(request, port, '127.0.0.1');
  });
}

function read(reply: Buffer): Reply {
  const attributes = new Map<number, Buffer>();
  for (let at = 20; at + 4 <= reply.length;) {
    const length = reply.readUInt16BE(at + 2);
    attributes.set(reply.readUInt16BE(at), reply.subarray(at + 4, at + 4 + length));
    at += 4 + Math.ceil(length / 4) * 4;
  }
  const error = attributes.get(ATTRIBUTE.errorCode);
  const isSuccess = (reply.readUInt16BE(0) & 0x0110) === SUCCESS;
  return { status: isSuccess || error === undefined ? 200 : error.readUInt8(2) * 100 + error.readUInt8(3), attributes };
}
