// The secret shared with the relay is changed while both run and a call goes on: the real server, real coturn, and its own command.
import { createHmac } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { queueIdSchema, type AgentView } from './protocol/index.ts';
import { startRotatingCoturn, whyNoCoturn, type RotatingCoturn } from '../tests/support/coturn.ts';
import { allocate, type TurnAccess } from '../tests/support/turnAllocation.ts';
import { startChildServer, type ChildServer } from './testing/childServer.ts';
import { Client, until } from './testing/serverBench.ts';

const [OLD, NEW] = ['the old secret of the relay', 'the new secret of the relay'];

let server: ChildServer | undefined;
let coturn: RotatingCoturn | undefined;
const folder = mkdtempSync(join(tmpdir(), 'visavis-turn-'));
const file = join(folder, 'turn.secret');
const write = (...secrets: string[]): void => writeFileSync(file, `${secrets.join('\n')}\n`, { mode: 0o600 });
afterEach(async () => {
  await server?.dispose();
  await coturn?.close();
  rmSync(folder, { recursive: true, force: true });
});

function accessOf(view: AgentView | undefined): TurnAccess {
  const server = view?.work.name === 'inCall' ? view.work.call.iceServers[0] : undefined;
  return { username: server?.username ?? '', credential: server?.credential ?? '' };
}
const isSignedWith = (secret: string, { username, credential }: TurnAccess): boolean =>
  createHmac('sha1', secret).update(username).digest('base64') === credential;

describe.skipIf(whyNoCoturn() !== undefined)('coturn', () => {
  it(
    '[TURN-4] while the secret is changed the relay takes credentials of both, afterwards of the new one only',
    { timeout: 90_000 },
    async () => {
      const relay = (coturn = await startRotatingCoturn([OLD]));
      write(OLD);
      server = await startChildServer({
        VISAVIS_TURN_URLS: `turn:127.0.0.1:${relay.port}`,
        VISAVIS_TURN_SECRET_FILE: file,
      });
      const [agent, customer] = [await new Client(server).says('agent'), await new Client(server).says('customer')];
      await agent.asks('agent.signIn', { userName: 'agent', password: 'demo' }, 60_000);
      await agent.does('agent.setIntent', { intent: { name: 'available' } });
      const about = { requestId: 'r', customerName: 'Zoé', media: 'voice', language: 'en' } as const;
      const { call } = await customer.does('call.start', { ...about, topicId: queueIdSchema.parse('cards') });
      const view = () => agent.notices('agent.changed').at(-1);
      await until(() => view()?.work.name === 'ringing');
      const work = view()?.work;
      if (work?.name !== 'ringing') throw new Error('it rings');
      await agent.does('offer.answer', { offerId: work.offer.offerId, withVideo: false });
      await until(() => view()?.work.name === 'inCall');
      const before = accessOf(view());
      expect(isSignedWith(OLD, before)).toBe(true);
      const granted = async (access: TurnAccess): Promise<number> => {
        const { status, close } = await allocate(relay.port, access);
        close();
        return status;
      };
      // Kept open over the change.
      const allocation = await allocate(relay.port, before);
      expect(allocation.status).toBe(200);

      await relay.addSecret(NEW);
      write(NEW, OLD);
      server.reload();
      // The next generation of media brings new credentials.
      const renewed = async (): Promise<TurnAccess> => {
        const now = view()?.work;
        if (now?.name !== 'inCall') throw new Error('the call goes on');
        await agent.does('peer.renew', { callId: call.callId, generation: now.call.generation });
        return accessOf(view());
      };
      let after = before;
      for (let tries = 0; tries < 100 && !isSignedWith(NEW, after); tries += 1) {
        after = await renewed();
        await new Promise((resolve) => setTimeout(resolve, 50));
      }
      expect(isSignedWith(NEW, after)).toBe(true);
      expect([await granted(before), await granted(after)]).toEqual([200, 200]);

      await relay.dropSecret(OLD);
      expect([await granted(before), await granted(after)]).toEqual([401, 200]);
      // What was being relayed goes on.
      expect(await allocation.refresh()).toBe(200);
      allocation.close();
      // A file that is wrong changes nothing.
      expect(server.complaints).toEqual([]);
      write('short');
      server.reload();
      await until(() => server?.complaints.some((line) => line.includes('VISAVIS_TURN_SECRET_FILE')) === true);
      expect(isSignedWith(NEW, await renewed())).toBe(true);
    },
  );
});
