// Tokens, ids and what is stored of them.
import { generateKeyPairSync, sign } from 'node:crypto';
import { expect, it } from 'vitest';
import { idSchema, tokenSchema } from '../../protocol/index.ts';
import { randomTokens } from './randomTokens.ts';

it('[AGENT-6] makes tokens of 256 bits that fit the wire, and hashes that do not give them away', () => {
  const tokens = new Set(Array.from({ length: 100 }, () => randomTokens.createToken()));
  expect(tokens.size).toBe(100);
  for (const token of tokens) {
    expect(Buffer.from(tokenSchema.parse(token), 'base64url')).toHaveLength(32);
    expect(randomTokens.hash(token)).toBe(randomTokens.hash(token));
    expect(randomTokens.hash(token)).not.toContain(token);
  }
  expect(idSchema.parse(randomTokens.createId())).toHaveLength(22);
});

it('[IDENTITY-51] tells a signature by its key and text, and takes whatever else comes for none', () => {
  const { publicKey, privateKey } = generateKeyPairSync('ed25519');
  const { x = '' } = publicKey.export({ format: 'jwk' });
  const signature = sign(null, Buffer.from('text'), privateKey).toString('base64url');
  expect(randomTokens.isSigned('text', signature, x)).toBe(true);
  const other = generateKeyPairSync('ed25519').publicKey.export({ format: 'jwk' }).x ?? '';
  for (const [text, given, key] of [
    ['texT', signature, x],
    ['text', 'A'.repeat(86), x],
    ['text', '', x],
    ['text', signature, other],
    ['text', signature, 'A'.repeat(43)],
    ['text', signature, ''],
    ['text', signature, '_'.repeat(43)],
  ] as const) {
    expect(randomTokens.isSigned(text, given, key), `${text} ${given} ${key}`).toBe(false);
  }
});
