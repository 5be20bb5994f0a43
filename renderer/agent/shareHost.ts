// Sharing's view of the machine, over the host port. A shell that does not answer is as good as a browser.
import type { HostPort } from '../../electron/contract/index.ts';
import type { ShareHost } from '../features/screenShare/index.ts';

export function createShareHost(host: HostPort): ShareHost {
  return {
    describe: async () => {
      const reply = await host.call('screens.describe', {});
      return reply.ok ? reply.value : { picker: 'browser', access: 'unknown', canShareSound: true };
    },
    list: async () => {
      const reply = await host.call('screens.list', {});
      return reply.ok ? reply.value.sources : [];
    },
    choose: async (sourceId, audio) => {
      const reply = await host.call('screens.choose', { sourceId, audio });
      return reply.ok && reply.value.accepted;
    },
    begin: (share) => void host.call('sharing.begin', share),
    end: () => void host.call('sharing.end', {}),
    onStopRequested: (listener) => host.on('sharing.stopRequested', listener),
  };
}
