// How often something is measured: a default, or what the environment says.
import { Failure } from '../../bootstrap/progress.mjs';

const MOST = 100_000;

export function countFromEnv(name: string, fallback: number): number {
  const text = process.env[name] ?? '';
  if (text === '') return fallback;
  const count = Number(text);
  if (Number.isInteger(count) && count >= 1 && count <= MOST) return count;
  throw new Failure(`${name} must be a whole number from 1 to ${MOST}.`);
}
