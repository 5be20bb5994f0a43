// A hang-up without the server: what the agent's page tells it when it is back, and what it does not.
import { afterAll, beforeAll, beforeEach, expect, it, vi } from 'vitest';
import type { HostPort } from '../../../electron/contract/index.ts';
import {
  agentIdSchema,
  callIdSchema,
  type AgentCall,
  type AgentView,
  type Work,
} from '../../../signalling/protocol/index.ts';
import type { ConnectionState, SignallingClient } from '../../core/signallingClient/signallingClient.ts';
import type { CallSession } from '../calls/index.ts';
import type { ShareHost } from '../screenShare/index.ts';
import { Replies } from '../replies/index.ts';
import { AgentSession } from './agentSession.svelte.ts';
import { keepSessionToken } from './sessionToken.ts';

const about = { customerName: 'Ada', topic: { en: 'Loans', fr: 'Prêts' }, media: 'voice' } as const;
const call: AgentCall = {
  ...about,
  callId: callIdSchema.parse('ada'),
  ...{ answeredAtMs: 0, withVideo: false, generation: 1, held: false, customerConnected: true },
  ...{ iceServers: [], relayOnly: false },
};
const other: AgentCall = { ...call, callId: callIdSchema.parse('eve'), customerName: 'Eve' };

function viewOf(work: Work): AgentView {
  const agentId = agentIdSchema.parse('alex');
  return { agentId, displayName: 'Alex', role: 'agent', intent: { name: 'available' }, sinceMs: 0, work };
}

beforeAll(() => {
  const devices = { enumerateDevices: () => Promise.resolve([]), addEventListener: () => undefined };
  const opened = { getUserMedia: () => Promise.reject(new DOMException('', 'NotFoundError')) };
  vi.stubGlobal('navigator', Object.assign(Object.create(navigator), { mediaDevices: { ...devices, ...opened } }));
});
afterAll(() => vi.unstubAllGlobals());
beforeEach(() => sessionStorage.clear());

/** Alex is in the call with Ada. `back`: the server is back, and says what Alex does. */
function inCall() {
  const asked: string[] = [];
  let work: Work = { name: 'inCall', call };
  let setState = (_state: ConnectionState): void => undefined;
  let afterHello = (): Promise<void> => Promise.resolve();
  const told = new Map<string, (payload: unknown) => void>();
  const client = {
    onState: (listener: typeof setState) => void (setState = listener),
    on: (name: string, listener: (payload: unknown) => void) => void told.set(name, listener),
    request: (name: string) => {
      asked.push(name);
      return Promise.resolve({ ok: true, value: name === 'agent.resume' ? { agent: viewOf(work) } : { count: 0 } });
    },
  } as unknown as SignallingClient;
  const links: { main: CallSession | undefined; closed: number } = { main: undefined, closed: 0 };
  const host = { call: () => Promise.resolve({ ok: true, value: { replies: [] } }), on: () => () => undefined };
  const session = new AgentSession({
    serverOrigin: 'http://server.test',
    language: 'en',
    replies: new Replies(host as unknown as HostPort),
    openOutside: () => undefined,
    shareHost: {} as ShareHost,
    openFaceEngine: () => Promise.reject(new Error('no faces here')),
    createClient: (_origin, _language, greeted) => {
      afterHello = greeted;
      return client;
    },
    createLinks: () => ({
      colleague: undefined,
      get main() {
        return links.main;
      },
      follow: (at) => {
        const hasBegun = at !== undefined && links.main === undefined;
        links.main = at === undefined ? undefined : ({ callId: at.callId } as CallSession);
        return hasBegun;
      },
      close: () => {
        links.main = undefined;
        links.closed += 1;
      },
    }),
  });
  keepSessionToken('t'.repeat(43));
  const back = async (now: Work): Promise<readonly string[]> => {
    work = now;
    asked.length = 0;
    await afterHello();
    setState('open');
    return asked.filter((name) => name.startsWith('call.'));
  };
  const drop = () => setState('reconnecting');
  const tell = (now: Work) => told.get('agent.changed')?.(viewOf(now));
  return { session, links, asked, back, drop, tell };
}

it('[APP-7] hanging up without the server ends sound and picture at once, and the server is told when it is back', async () => {
  const { session, links, asked, back, drop, tell } = inCall();
  expect(await back({ name: 'inCall', call })).not.toContain('call.hangUp');
  drop();
  await session.hangUp();
  expect([links.main, links.closed, asked.includes('call.hangUp')]).toEqual([undefined, 1, false]);
  expect(await back({ name: 'inCall', call })).toContain('call.hangUp');
  // The call that was hung up is not begun again before the server has ended it, and the next is an ordinary one.
  expect(links.main).toBeUndefined();
  tell({ name: 'idle' });
  asked.length = 0;
  tell({ name: 'inCall', call: other });
  expect(links.main).toMatchObject({ callId: other.callId });
  expect(asked).not.toContain('call.hangUp');
});

it('[APP-7] what was hung up is over when the server is back: nothing that the agent is in now is ended', async () => {
  for (const now of [{ name: 'idle' }, { name: 'inCall', call: other }] as const) {
    const { session, back, drop, tell, asked } = inCall();
    await back({ name: 'inCall', call });
    drop();
    await session.hangUp();
    expect(await back(now)).not.toContain('call.hangUp');
    // It is owed no more: taken up again later, the same call goes on.
    tell({ name: 'inCall', call });
    expect(asked).not.toContain('call.hangUp');
    expect(session.session).toMatchObject({ callId: call.callId });
  }
});

it('[APP-7] with the server there it is told at once', async () => {
  const { session, asked, back } = inCall();
  await back({ name: 'inCall', call });
  await session.hangUp();
  expect(asked).toContain('call.hangUp');
});
