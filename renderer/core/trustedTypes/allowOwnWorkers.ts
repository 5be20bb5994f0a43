// Where the browser makes nothing of text that comes by itself (Trusted Types), the one thing of ours that must: workers, by their
// address. No policy of ours makes markup or scripts. Svelte has its own for what its compiler wrote.

type Policy = { createScriptURL: (address: string) => string | null };
type Factory = { createPolicy: (name: string, policy: Policy) => unknown };

/** As the bundler names them; a page that is served while it is worked on has others. */
const WORKER = /^\/(agent\/)?assets\/[A-Za-z]*Worker-[A-Za-z0-9_-]{8}\.js$/;

/** To be called once, before anything starts a worker. `isBuilt`: only what was built is a worker of ours. */
export function allowOwnWorkers(page: Location, isBuilt: boolean): void {
  const { trustedTypes } = globalThis as { trustedTypes?: Factory };
  trustedTypes?.createPolicy('default', {
    createScriptURL: (address) => (!isBuilt || isOwnWorker(address, page) ? address : null),
  });
}

export function isOwnWorker(address: string, page: Pick<Location, 'href' | 'protocol' | 'host'>): boolean {
  try {
    const url = new URL(address, page.href);
    return url.protocol === page.protocol && url.host === page.host && WORKER.test(url.pathname);
  } catch {
    return false;
  }
}
