// Asks a time-stamping authority for a token (RFC 3161, over HTTP as in its §3.4). Knows the request, its bounds and what must come back.
import { createHash, randomBytes } from 'node:crypto';
import { Integer, OctetString } from 'asn1js';
import {
  AlgorithmIdentifier,
  ContentInfo,
  MessageImprint,
  SignedData,
  TimeStampReq,
  TimeStampResp,
  TSTInfo,
} from 'pkijs';

const SHA256 = '2.16.840.1.101.3.4.2.1';
const DEADLINE_MS = 10_000;
const MOST_BYTES = 32 * 1024;
/** `granted` and `grantedWithMods` (§2.4.2). */
const GRANTED = [0, 1];

/** @returns the TimeStampToken, DER. Rejects with a sentence for the log when none is to be had, or it is about something else. */
export async function timestampOf(signature: Uint8Array, url: string): Promise<Uint8Array> {
  const imprint = createHash('sha256').update(signature).digest();
  const nonce = nonceOf(randomBytes(8));
  const request = new TimeStampReq({
    version: 1,
    messageImprint: new MessageImprint({
      hashAlgorithm: new AlgorithmIdentifier({ algorithmId: SHA256 }),
      hashedMessage: new OctetString({ valueHex: copyOf(imprint) }),
    }),
    nonce: new Integer({ valueHex: copyOf(nonce) }),
    certReq: true,
  });
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/timestamp-query' },
    body: request.toSchema().toBER(),
    redirect: 'error',
    signal: AbortSignal.timeout(DEADLINE_MS),
  });
  if (!response.ok) throw new Error(`the timestamp service answered ${response.status}`);
  return tokenOf(new Uint8Array(await wholeOf(response)), imprint, nonce);
}

/** A positive number written as short as it can be, as DER wants it (X.690 §8.3.2): a leading zero would be refused. */
export function nonceOf(random: Buffer): Buffer {
  const [first = 0, ...rest] = random;
  return Buffer.from([0x40 | (first & 0x3f), ...rest]);
}

function tokenOf(answer: Uint8Array, imprint: Buffer, nonce: Buffer): Uint8Array {
  const { status, timeStampToken } = TimeStampResp.fromBER(copyOf(answer));
  if (!GRANTED.includes(status.status) || timeStampToken === undefined) throw new Error('no timestamp was granted');
  const signed = new SignedData({ schema: timeStampToken.content });
  const content = signed.encapContentInfo.eContent?.getValue();
  if (content === undefined) throw new Error('the timestamp says nothing');
  const said = TSTInfo.fromBER(content);
  const isOurs =
    Buffer.from(said.messageImprint.hashedMessage.valueBlock.valueHexView).equals(imprint) &&
    said.nonce !== undefined &&
    BigInt(`0x${Buffer.from(said.nonce.valueBlock.valueHexView).toString('hex')}`) ===
      BigInt(`0x${nonce.toString('hex')}`);
  if (!isOurs) throw new Error('the timestamp is about something else');
  return new Uint8Array(new ContentInfo(timeStampToken).toSchema().toBER());
}

async function wholeOf(response: Response): Promise<ArrayBuffer> {
  const parts: Uint8Array[] = [];
  let bytes = 0;
  for await (const part of (response.body ?? []) as AsyncIterable<Uint8Array>) {
    bytes += part.length;
    if (bytes > MOST_BYTES) throw new Error('the timestamp is too long');
    parts.push(part);
  }
  return copyOf(Buffer.concat(parts));
}

function copyOf(bytes: Uint8Array): ArrayBuffer {
  // A Buffer may lie in a larger one, and its `slice` copies nothing.
  return new Uint8Array(bytes).buffer;
}
