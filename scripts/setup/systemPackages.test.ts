import { describe, expect, it } from 'vitest';
import { missingRequirements } from './systemPackages.ts';

describe('missingRequirements', () => {
  it('is met by any of the names a package has in different releases', () => {
    const requirements = [['libgtk-3-0t64', 'libgtk-3-0'], ['unzip']] as const;
    expect(missingRequirements(requirements, new Set(['libgtk-3-0', 'unzip']))).toEqual([]);
    expect(missingRequirements(requirements, new Set(['libgtk-3-0t64']))).toEqual([['unzip']]);
  });
});
