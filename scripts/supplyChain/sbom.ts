// The bill of materials as it goes with a release. Knows its format (CycloneDX 1.5, cyclonedx.org); runs nothing.
import * as z from 'zod';

const componentSchema = z.looseObject({
  name: z.string(),
  externalReferences: z.array(z.looseObject({ type: z.string(), url: z.string() })).optional(),
});
const bomSchema = z.looseObject({
  bomFormat: z.literal('CycloneDX'),
  specVersion: z.string(),
  metadata: z.looseObject({ component: z.looseObject({ name: z.string() }) }),
  components: z.array(componentSchema).max(10_000),
});

/**
 * `bom` as npm writes it. Where a package was fetched from is left out: that may be a mirror that nobody else reaches, and its hash says
 * what it is. Electron is a tool to npm, and the largest part of the app.
 */
export function shippedBom(bom: unknown, app: { readonly name: string; readonly electron: string }): object {
  const { metadata, components, ...rest } = bomSchema.parse(bom);
  const purl = `pkg:npm/electron@${app.electron}`;
  const electron = { type: 'framework', name: 'electron', version: app.electron, purl, 'bom-ref': purl };
  return {
    ...rest,
    metadata: { ...metadata, component: { ...metadata.component, name: app.name } },
    components: [
      ...components
        .filter(({ name }) => name !== 'electron')
        .map(({ externalReferences = [], ...component }) => ({
          ...component,
          externalReferences: externalReferences.filter(({ type }) => type !== 'distribution'),
        })),
      electron,
    ],
  };
}
