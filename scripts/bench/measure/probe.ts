// Loaded into a measured Node process before its own program: answers what it holds, over the IPC channel. Changes nothing else.
import { readdirSync } from 'node:fs';

export type Reading = {
  readonly rssBytes: number;
  /** V8's heap and what hangs on it outside. */
  readonly heapBytes: number;
  readonly cpuMs: number;
  readonly fileDescriptors: number;
  /** What keeps the event loop busy, by kind: sockets, timers. */
  readonly resources: Readonly<Record<string, number>>;
};
/** Garbage is collected first when memory is asked for. */
export type ProbeQuestion = { readonly probe: 'memory' | 'cpu' };

const collect = (globalThis as { gc?: () => void }).gc;

process.on('message', (question: Partial<ProbeQuestion>) => {
  if (question.probe === undefined) return;
  if (question.probe === 'memory') for (let turn = 0; turn < 3; turn += 1) collect?.();
  const { rss, heapUsed, external } = process.memoryUsage();
  const { user, system } = process.cpuUsage();
  const resources: Record<string, number> = {};
  for (const kind of process.getActiveResourcesInfo()) resources[kind] = (resources[kind] ?? 0) + 1;
  const reading: Reading = {
    rssBytes: rss,
    heapBytes: heapUsed + external,
    cpuMs: (user + system) / 1000,
    fileDescriptors: readdirSync('/proc/self/fd').length,
    resources,
  };
  process.send?.({ reading });
});
