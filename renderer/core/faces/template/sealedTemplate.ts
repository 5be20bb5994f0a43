// A face template as the server keeps it: a descriptor that only its owner's key opens, bound to whose it is, by which model
// and until when. Knows WebCrypto; not where it is kept.
import { normalised } from '../descriptor.ts';

/** Stand beside the sealed bytes in the clear, and cannot be changed without the seal breaking. */
export type TemplateFacts = {
  readonly templateId: string;
  readonly customerId: string;
  readonly model: string;
  /** Epoch milliseconds. */
  readonly createdAtMs: number;
  readonly expiresAtMs: number;
};
export type SealedTemplate = TemplateFacts & {
  readonly nonce: Uint8Array<ArrayBuffer>;
  readonly sealed: Uint8Array<ArrayBuffer>;
};

/** `broken`: another key, or not what was sealed; the two cannot be told apart. */
export type OpenProblem = 'expired' | 'otherModel' | 'broken';
export type OpenedTemplate = { ok: true; descriptor: Float32Array } | { ok: false; problem: OpenProblem };

/** As NIST SP 800-38D has it for random nonces. */
const NONCE_BYTES = 12;
const FLOAT_BYTES = 4;

/** AES-256-GCM; `key`: 32 bytes (`templateKeyOf`). */
export async function sealTemplate(
  descriptor: Float32Array,
  facts: TemplateFacts,
  key: Uint8Array<ArrayBuffer>,
): Promise<SealedTemplate> {
  const nonce = crypto.getRandomValues(new Uint8Array(NONCE_BYTES));
  const options = { name: 'AES-GCM', iv: nonce, additionalData: boundTo(facts) };
  const sealed = await crypto.subtle.encrypt(options, await imported(key, 'encrypt'), bytesOf(descriptor));
  return { ...facts, nonce, sealed: new Uint8Array(sealed) };
}

/** `model`: of the recogniser that will compare. */
export async function openTemplate(
  template: SealedTemplate,
  model: string,
  key: Uint8Array<ArrayBuffer>,
  nowMs: number,
): Promise<OpenedTemplate> {
  if (nowMs >= template.expiresAtMs) return { ok: false, problem: 'expired' };
  if (template.model !== model) return { ok: false, problem: 'otherModel' };
  try {
    const options = { name: 'AES-GCM', iv: template.nonce, additionalData: boundTo(template) };
    const opened = await crypto.subtle.decrypt(options, await imported(key, 'decrypt'), template.sealed);
    return { ok: true, descriptor: normalised(floatsOf(opened)) };
  } catch {
    return { ok: false, problem: 'broken' };
  }
}

/** As a list: no two different facts are written alike. */
function boundTo({ templateId, customerId, model, createdAtMs, expiresAtMs }: TemplateFacts): Uint8Array<ArrayBuffer> {
  return new TextEncoder().encode(JSON.stringify([templateId, customerId, model, createdAtMs, expiresAtMs]));
}

function imported(key: Uint8Array<ArrayBuffer>, use: 'encrypt' | 'decrypt'): Promise<CryptoKey> {
  return crypto.subtle.importKey('raw', key, 'AES-GCM', false, [use]);
}

/** Little-endian, whatever the machine. */
function bytesOf(descriptor: Float32Array): ArrayBuffer {
  const view = new DataView(new ArrayBuffer(descriptor.length * FLOAT_BYTES));
  descriptor.forEach((value, index) => view.setFloat32(index * FLOAT_BYTES, value, true));
  return view.buffer;
}

function floatsOf(bytes: ArrayBuffer): Float32Array {
  const view = new DataView(bytes);
  return Float32Array.from({ length: bytes.byteLength / FLOAT_BYTES }, (_none, index) =>
    view.getFloat32(index * FLOAT_BYTES, true),
  );
}
