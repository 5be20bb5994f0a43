// The bus within one process. Delivers at once, in order.
import type { Notice } from '../../protocol/index.ts';
import type { Address } from '../../domain/switchboard/notices.ts';
import type { Bus } from '../../service/ports/bus.ts';

export function createLocalBus(): Bus {
  const listeners = new Map<Address, Set<(notice: Notice) => void>>();
  return {
    publish(address, notice) {
      for (const deliver of [...(listeners.get(address) ?? [])]) deliver(notice);
    },
    subscribe(address, deliver) {
      const present = listeners.get(address) ?? new Set();
      listeners.set(address, present.add(deliver));
      return () => {
        present.delete(deliver);
        if (present.size === 0 && listeners.get(address) === present) listeners.delete(address);
      };
    },
  };
}
