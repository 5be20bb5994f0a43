// Which packages are let in.
import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { complaintsAbout, isFree, type Lock } from './complaints.ts';
import { shippedBom } from './sbom.ts';

const lock = JSON.parse(readFileSync('package-lock.json', 'utf8')) as Lock;
const withPackage = (about: Lock['packages'][string]): Lock => ({
  packages: { ...lock.packages, 'node_modules/a/node_modules/@new/one': { integrity: 'sha512-x', ...about } },
});

it('[SUPPLY-1] has nothing to say of what is here', () => {
  expect(complaintsAbout(lock)).toEqual([]);
});

it.each([
  [{ license: 'GPL-3.0-only' }, '@new/one has the licence GPL-3.0-only'],
  [{}, '@new/one has the licence (none given)'],
  [{ license: 'MIT', hasInstallScript: true }, '@new/one would run a script'],
  [{ license: 'MIT', integrity: undefined }, '@new/one is not locked by its hash'],
])('[SUPPLY-1] complains of a new package with %j', (about, words) => {
  expect(complaintsAbout(withPackage(about)).join('\n')).toContain(words);
});

it('[SUPPLY-1] complains of a review that is of nothing any more', () => {
  const packages = Object.fromEntries(Object.entries(lock.packages).filter(([path]) => !path.endsWith('/argparse')));
  expect(complaintsAbout({ packages }).join('\n')).toContain('argparse is reviewed, and is here no more');
});

it.each([
  ['MIT', true],
  ['(MIT OR GPL-2.0-only)', true],
  ['MIT AND OFL-1.1', true],
  ['MIT AND GPL-2.0-only', false],
  ['', false],
  [undefined, false],
])('[SUPPLY-1] takes %j for free: %s', (expression, free) => {
  expect(isFree(expression)).toBe(free);
});

it('[SUPPLY-1] npm is told to run nothing of what it installs', () => {
  expect(readFileSync('.npmrc', 'utf8').split('\n')).toContain('ignore-scripts=true');
});

it('[SUPPLY-2] the bill of materials names the Electron that is shipped, and no place that only we can reach', () => {
  const component = {
    name: 'ws',
    version: '8.0.0',
    externalReferences: [
      { type: 'distribution', url: 'https://registry.invalid/ws.tgz' },
      { type: 'website', url: 'https://example.com/ws' },
    ],
  };
  const bom = {
    bomFormat: 'CycloneDX',
    specVersion: '1.5',
    metadata: { component: { name: 'main' } },
    components: [component],
  };
  const shipped = JSON.stringify(shippedBom(bom, { name: 'visavis', electron: '45.1.0' }));
  expect(shipped).not.toContain('registry.invalid');
  expect(shipped).toContain('example.com/ws');
  expect(JSON.parse(shipped)).toMatchObject({
    metadata: { component: { name: 'visavis' } },
    components: [{ name: 'ws' }, { name: 'electron', version: '45.1.0', purl: 'pkg:npm/electron@45.1.0' }],
  });
  expect(() => shippedBom({ bomFormat: 'other' }, { name: 'visavis', electron: '45.1.0' })).toThrow();
});
