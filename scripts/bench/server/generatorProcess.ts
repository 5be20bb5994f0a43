// Starts the load generator and gives it orders, one at a time.
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { within } from '../measure/progress.ts';
import type { Orders } from './generator.ts';

type Answer = { readonly ok: true; readonly result: unknown } | { readonly ok: false; readonly reason: string };

export type Generator = {
  order<O extends keyof Orders>(
    order: O,
    params: Parameters<Orders[O]>[0],
    limitMs: number,
  ): Promise<Awaited<ReturnType<Orders[O]>>>;
  stop(): Promise<void>;
};

export function startGenerator(): Generator {
  const child = fork(fileURLToPath(new URL('generator.ts', import.meta.url)), {
    stdio: ['ignore', 2, 2, 'ipc'],
    // JSON would turn what was never measured into null.
    serialization: 'advanced',
  });
  return {
    async order(order, params, limitMs) {
      const answered = once(child, 'message');
      child.send({ order, params: params ?? null });
      const [answer] = (await within(limitMs, `the generator's ${order}`, answered)) as [Answer];
      if (!answer.ok) throw new Error(`The generator could not ${order}: ${answer.reason}`);
      return answer.result as never;
    },
    async stop() {
      if (child.exitCode !== null || child.signalCode !== null) return;
      const gone = once(child, 'exit');
      child.kill('SIGKILL');
      await gone;
    },
  };
}
