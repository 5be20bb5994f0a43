// What the agent's page may load and whom it may talk to. Pure: text from the server's origin.

/** The policy sent with every file of the page. `runsWasm`: for a worker that runs WebAssembly; `isScript`: for any worker. `serverOrigin` has been checked by the settings and holds no space or semicolon. */
export function contentSecurityPolicy(
  serverOrigin: string,
  { runsWasm = false, isScript = false }: { runsWasm?: boolean; isScript?: boolean } = {},
): string {
  const socketOrigin = serverOrigin.replace(/^http/, 'ws');
  const directives: Readonly<Record<string, string>> = {
    'default-src': "'none'",
    'script-src': runsWasm ? "'self' 'wasm-unsafe-eval'" : "'self'",
    'style-src': "'self'",
    'img-src': "'self' data: blob:",
    'media-src': "'self' blob: mediastream:",
    'font-src': "'self'",
    'connect-src': `'self' ${serverOrigin} ${socketOrigin}`,
    'worker-src': "'self'",
    'frame-ancestors': "'none'",
    'base-uri': "'none'",
    'form-action': "'none'",
    // Nothing is made of text by itself: Svelte's own policy, and one that lets our workers start.
    ...(isScript ? {} : { 'require-trusted-types-for': "'script'", 'trusted-types': 'svelte-trusted-html default' }),
  };
  return Object.entries(directives)
    .map(([name, sources]) => `${name} ${sources}`)
    .join('; ');
}
