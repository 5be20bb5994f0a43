// What both pages and the unit tests share of Vite's options. Knows nothing of entries or targets.

/** simple-peer's own bundle carries its Node polyfills, so that ours need none. */
export const bundledModules = { 'simple-peer': 'simple-peer/simplepeer.min.js' };

/** The pages' content security policy allows neither inline scripts nor data: fonts and sounds. */
export const pageAssets = {
  modulePreload: { polyfill: false },
  assetsInlineLimit: 0,
};

/** Workers are modules, as files of their own: the policy allows no `blob:`. */
export const pageWorkers = { format: 'es' as const };
