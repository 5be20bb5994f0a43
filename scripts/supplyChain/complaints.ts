// What is wrong with the packages of a lock file, a sentence each. Knows no file.
import { INSTALL_SCRIPTS, LICENCES, OTHER_LICENCES } from './reviewed.ts';

export type Lock = {
  readonly packages: Readonly<
    Record<
      string,
      {
        readonly license?: string | undefined;
        readonly hasInstallScript?: boolean | undefined;
        readonly integrity?: string | undefined;
        readonly link?: boolean | undefined;
      }
    >
  >;
};

export function complaintsAbout({ packages }: Lock): string[] {
  const names = new Set<string>();
  const complaints = Object.entries(packages).flatMap(([path, { license, hasInstallScript, integrity }]) => {
    if (path === '') return [];
    const name = path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length);
    names.add(name);
    return [
      ...(hasInstallScript === true && !Object.hasOwn(INSTALL_SCRIPTS, name)
        ? [`${name} would run a script when it is installed. Read it, then name it in scripts/supplyChain/reviewed.ts.`]
        : []),
      ...(isFree(license) || Object.hasOwn(OTHER_LICENCES, name)
        ? []
        : [
            `${name} has the licence ${license ?? '(none given)'}, which is not on the list. Choose another package, or say why.`,
          ]),
      ...(integrity === undefined ? [`${name} is not locked by its hash.`] : []),
    ];
  });
  const stale = [...Object.keys(INSTALL_SCRIPTS), ...Object.keys(OTHER_LICENCES)].filter((name) => !names.has(name));
  return [...complaints, ...stale.map((name) => `${name} is reviewed, and is here no more. Take it off the list.`)];
}

/** Of an SPDX expression without `WITH`: with OR one is enough, with AND all are needed. */
export function isFree(expression: string | undefined): boolean {
  const text = (expression ?? '').replaceAll(/[()]/g, '');
  return text.split(' OR ').some((choice) => choice.split(' AND ').every((id) => LICENCES.has(id.trim())));
}
