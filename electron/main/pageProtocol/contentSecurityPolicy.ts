// What the agent's page may load and whom it may talk to. Pure: text from the server's origin.

/** The policy sent with every file of the page. `serverOrigin` has been checked by the settings and holds no space or semicolon. */
export function contentSecurityPolicy(serverOrigin: string): string {
  const socketOrigin = serverOrigin.replace(/^http/, 'ws');
  const directives: Readonly<Record<string, string>> = {
    'default-src': "'none'",
    'script-src': "'self'",
    'style-src': "'self'",
    'img-src': "'self' data: blob:",
    'media-src': "'self' blob: mediastream:",
    'font-src': "'self'",
    'connect-src': `'self' ${serverOrigin} ${socketOrigin}`,
    'worker-src': "'self'",
    'frame-ancestors': "'none'",
    'base-uri': "'none'",
    'form-action': "'none'",
  };
  return Object.entries(directives)
    .map(([name, sources]) => `${name} ${sources}`)
    .join('; ');
}
