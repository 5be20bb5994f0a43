// Tokens, ids and what is stored of them.
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
