// Tokens and ids from the system's random source; hashes are SHA-256.
import { createHash, randomBytes } from 'node:crypto';
import type { Tokens } from '../../service/ports/machineRoom.ts';

export const randomTokens: Tokens = {
  createToken: () => randomBytes(32).toString('base64url'),
  createId: () => randomBytes(16).toString('base64url'),
  hash: (token) => createHash('sha256').update(token).digest('base64url'),
};
