// A step of Vite's that puts files beside what it has built. Knows no files.
import type { Plugin } from 'vite';

/** `copy` is given the folder that was built into. */
export function copyAfterBuild(name: string, copy: (outDir: string) => void): Plugin {
  let outDir = '';
  return {
    name,
    apply: 'build',
    configResolved: (config) => {
      outDir = config.build.outDir;
    },
    closeBundle: () => copy(outDir),
  };
}
