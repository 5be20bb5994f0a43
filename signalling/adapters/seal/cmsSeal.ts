// Writes the CMS of a PAdES B-B seal, or B-T with a timestamp (ETSI EN 319 142-1 §5 and 6, EN 319 122-1): detached, with
// signing-certificate-v2 and without signing-time. Knows ASN.1 and the key; not what is sealed.
import { createHash, X509Certificate } from 'node:crypto';
import { Integer, ObjectIdentifier, OctetString, Sequence, Set as AsnSet, fromBER } from 'asn1js';
import {
  Attribute,
  Certificate,
  ContentInfo,
  CryptoEngine,
  EncapsulatedContentInfo,
  IssuerAndSerialNumber,
  SignedAndUnsignedAttributes,
  SignedData,
  SignerInfo,
} from 'pkijs';

const OID = {
  data: '1.2.840.113549.1.7.1',
  signedData: '1.2.840.113549.1.7.2',
  contentType: '1.2.840.113549.1.9.3',
  messageDigest: '1.2.840.113549.1.9.4',
  /** RFC 5035 §3. */
  signingCertificateV2: '1.2.840.113549.1.9.16.2.47',
  /** RFC 3161, appendix A. */
  timeStampToken: '1.2.840.113549.1.9.16.2.14',
} as const;
const SIGNED = 0;
const UNSIGNED = 1;
const HASH = 'SHA-256';
const engine = new CryptoEngine({ name: 'node', crypto: globalThis.crypto });

export type SealKey = {
  /** DER, the signer's own first, then those up to its root. */
  readonly certificates: readonly Uint8Array[];
  readonly key: Parameters<SignedData['sign']>[0];
};

/**
 * `digest`: SHA-256 of what is sealed. `timestamp`: gives the token for the seal's signature. Rejects with what `timestamp` rejects with.
 * @returns the ContentInfo, DER
 */
export async function cmsSeal(
  digest: Uint8Array,
  { certificates, key }: SealKey,
  timestamp: ((signature: Uint8Array) => Promise<Uint8Array>) | null,
): Promise<Uint8Array> {
  const chain = certificates.map((der) => Certificate.fromBER(buffer(der)));
  const [own] = chain;
  if (own === undefined) throw new Error('a seal has a certificate');
  const signer = new SignerInfo({
    version: 1,
    sid: new IssuerAndSerialNumber({ issuer: own.issuer, serialNumber: own.serialNumber }),
    signedAttrs: new SignedAndUnsignedAttributes({ type: SIGNED, attributes: signedAttributes(digest, certificates) }),
  });
  const signed = new SignedData({
    version: 1,
    encapContentInfo: new EncapsulatedContentInfo({ eContentType: OID.data }),
    signerInfos: [signer],
    certificates: chain,
  });
  await signed.sign(key, 0, HASH, undefined, engine);
  if (timestamp) {
    const token = fromBER(buffer(await timestamp(new Uint8Array(signer.signature.valueBlock.valueHexView)))).result;
    const attribute = new Attribute({ type: OID.timeStampToken, values: [token] });
    signer.unsignedAttrs = new SignedAndUnsignedAttributes({ type: UNSIGNED, attributes: [attribute] });
  }
  const content = new ContentInfo({ contentType: OID.signedData, content: signed.toSchema(true) });
  return new Uint8Array(content.toSchema().toBER());
}

/** In the order of their encodings, as DER wants a set to be (X.690 §11.6). */
function signedAttributes(digest: Uint8Array, certificates: readonly Uint8Array[]): Attribute[] {
  return [
    new Attribute({ type: OID.contentType, values: [new ObjectIdentifier({ value: OID.data })] }),
    new Attribute({ type: OID.messageDigest, values: [new OctetString({ valueHex: buffer(digest) })] }),
    new Attribute({
      type: OID.signingCertificateV2,
      values: [signingCertificate(certificates[0] ?? new Uint8Array())],
    }),
  ].toSorted((a, b) => Buffer.compare(Buffer.from(a.toSchema().toBER()), Buffer.from(b.toSchema().toBER())));
}

/** SigningCertificateV2 with one ESSCertIDv2; SHA-256 is its default algorithm and therefore not written. */
function signingCertificate(der: Uint8Array): Sequence {
  const { issuer, serialNumber } = Certificate.fromBER(buffer(der));
  // GeneralName [4] directoryName
  const directoryName = new AsnSet({ value: [issuer.toSchema()] });
  directoryName.idBlock.tagClass = 3;
  directoryName.idBlock.tagNumber = 4;
  const issuerSerial = new Sequence({
    value: [new Sequence({ value: [directoryName] }), new Integer({ valueHex: serialNumber.valueBlock.valueHexView })],
  });
  const hash = new OctetString({ valueHex: buffer(createHash('sha256').update(der).digest()) });
  const certId = new Sequence({ value: [hash, issuerSerial] });
  return new Sequence({ value: [new Sequence({ value: [certId] })] });
}

/** Whose seal it is: the organisation, or what the certificate is called; empty when it names neither. */
export function sealedBy(der: Uint8Array): string {
  const lines = new X509Certificate(der).subject.split('\n');
  const named = (field: string): string | undefined =>
    lines.find((line) => line.startsWith(`${field}=`))?.slice(field.length + 1);
  return (named('O') ?? named('CN') ?? '').slice(0, 200);
}

function buffer(bytes: Uint8Array): ArrayBuffer {
  // A Buffer may lie in a larger one, and its `slice` copies nothing.
  return new Uint8Array(bytes).buffer;
}
