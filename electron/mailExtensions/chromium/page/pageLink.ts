// A page's connection to the extension's worker: comes back after a restart of the worker and tells again what is open.
import type { SurfaceId, SurfaceReport, SurfaceStep } from './surfaceReport.ts';

/** What this module uses of a chrome.runtime.Port. */
export interface PagePort {
  readonly post: (report: SurfaceReport) => void;
  readonly close: () => void;
}

/** Opens a port; `onClosed` when the other side has gone. Throws when this extension was removed or replaced. */
export type OpenPort = (onClosed: () => void) => PagePort;

export interface PageLink {
  readonly report: (report: SurfaceReport) => void;
  /** The page is put away: its surfaces end for now. The browser may bring it back as it was. */
  readonly leave: () => void;
  readonly comeBack: () => void;
}

interface OpenSurface {
  readonly opened: Extract<SurfaceReport, { type: 'opened' }>;
  last: SurfaceStep | undefined;
}

export function createPageLink(openPort: OpenPort): PageLink {
  const surfaces = new Map<SurfaceId, OpenSurface>();
  let port: PagePort | undefined;
  let isAway = false;

  function connect(): PagePort | undefined {
    if (port !== undefined || isAway) return port;
    try {
      port = openPort(() => {
        port = undefined;
        if (surfaces.size > 0) connect();
      });
    } catch {
      // The extension was replaced: its next version has its own script in this page.
      return undefined;
    }
    for (const { opened, last } of surfaces.values()) {
      port.post(last === undefined ? opened : { ...opened, last });
    }
    return port;
  }

  return {
    report: (report) => {
      // Before it is noted: what is noted is told again on connecting.
      const open = connect();
      if (!note(surfaces, report)) return;
      open?.post(report);
    },
    leave: () => {
      isAway = true;
      port?.close();
      port = undefined;
    },
    comeBack: () => {
      isAway = false;
      if (surfaces.size > 0) connect();
    },
  };
}

/** False for what makes no sense: a surface opened twice, news of one that is not open. */
function note(surfaces: Map<SurfaceId, OpenSurface>, report: SurfaceReport): boolean {
  const surface = surfaces.get(report.surface);
  if (report.type === 'opened') {
    if (surface !== undefined) return false;
    surfaces.set(report.surface, { opened: report, last: undefined });
    return true;
  }
  if (surface === undefined) return false;
  if (report.type === 'ended') surfaces.delete(report.surface);
  else surface.last = report.type;
  return true;
}
