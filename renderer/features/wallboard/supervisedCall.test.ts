// The row of an agent who has a call, as a supervisor uses it.
import { flushSync, mount, unmount } from 'svelte';
import { afterEach, expect, it, vi } from 'vitest';
import type {
  AgentId,
  AgentView,
  BoardAgent,
  BoardCall,
  CallId,
  LegId,
  RoomsHealth,
  SupervisionMode,
} from '../../../signalling/protocol/index.ts';
import AgentTable from './AgentTable.svelte';

const CALL: BoardCall = { callId: 'zoe' as CallId, supervisedBy: [] };
const IDLE: AgentView = {
  agentId: 'sacha' as AgentId,
  displayName: 'Sacha Petit',
  role: 'supervisor',
  intent: { name: 'available' },
  sinceMs: 0,
  work: { name: 'idle' },
};

function rowOf(agentId: string, displayName: string, call?: BoardCall): BoardAgent {
  const state = { role: 'agent', online: true, intent: { name: 'available' }, work: 'inCall', sinceMs: 0 } as const;
  return { agentId: agentId as AgentId, displayName, ...state, ...(call === undefined ? {} : { call }) };
}

function supervising(callId: string, mode: SupervisionMode): AgentView {
  const legId = 's' as LegId;
  const people = [{ legId, name: 'Sacha Petit', role: 'supervisor', state: 'joined', supervising: mode } as const];
  const call = { callId: callId as CallId, conference: { legId, people } };
  return { ...IDLE, work: { name: 'inCall', call } as unknown as AgentView['work'] };
}

// Nothing is drawn here.
Element.prototype.scrollIntoView = () => undefined;

let close = (): Promise<void> => Promise.resolve();
afterEach(() => close());

function board(call: BoardCall, own: AgentView, rooms: RoomsHealth | undefined) {
  const asked: unknown[] = [];
  const ask = (name: string, params: object): Promise<boolean> => {
    asked.push({ name, ...params });
    return Promise.resolve(true);
  };
  const agents = [rowOf('alex', 'Alex Martin', call), rowOf('billie', 'Billie Durand')];
  const props = { agents, own, rooms, nowMs: () => 0, ask, onSet: () => undefined };
  const table = mount(AgentTable, { target: document.body, props });
  close = () => unmount(table);
  const rows = [...document.querySelectorAll('tbody tr')];
  const [alex, billie] = rows.map((row) => [...row.querySelectorAll<HTMLElement>('[aria-label^=Supervise] button')]);
  const button = (name: string): HTMLElement =>
    alex?.find(({ textContent }) => textContent === name) ?? expect.fail(`there is no ${name}`);
  const press = async (name: string): Promise<void> => {
    button(name).click();
    await vi.waitFor(() => {
      flushSync();
      expect(button(name).getAttribute('aria-disabled')).toBe('false');
    });
  };
  const names = (buttons: HTMLElement[] | undefined) => buttons?.map(({ textContent }) => textContent);
  return { asked, press, button, alex: names(alex), billie: names(billie), words: rows[0]?.textContent };
}

it('[BOARD-7] listens, whispers, barges in and takes over from the row of who has the call, and of nobody else', async () => {
  const { asked, press, alex, billie } = board(CALL, IDLE, 'available');
  expect(alex).toEqual(['Listen', 'Whisper', 'Barge in', 'Take over']);
  expect(billie).toEqual([]);
  for (const name of ['Listen', 'Whisper', 'Barge in']) await press(name);
  expect(asked).toEqual([
    { name: 'call.supervise', callId: 'zoe', mode: 'listen' },
    { name: 'call.supervise', callId: 'zoe', mode: 'whisper' },
    { name: 'call.supervise', callId: 'zoe', mode: 'barge' },
  ]);
  await press('Take over');
  expect(asked.slice(3)).toEqual([
    { name: 'call.supervise', callId: 'zoe', mode: 'listen' },
    { name: 'call.takeOver', callId: 'zoe' },
  ]);
});

it('[BOARD-7] shows how the supervisor follows the call and who else does, changes it and stops', async () => {
  const other = { agentId: 'robin' as AgentId, displayName: 'Robin', mode: 'barge' } as const;
  const { asked, press, button, words } = board(
    { ...CALL, supervisedBy: [other] },
    supervising('zoe', 'whisper'),
    'available',
  );
  expect(words).toContain('You are listening: only the agent hears you');
  expect(words).toContain('Robin is listening and talks with everybody');
  const pressed = ['Listen', 'Whisper', 'Barge in'].map((name) => button(name).getAttribute('aria-pressed'));
  expect(pressed).toEqual(['false', 'true', 'false']);
  await press('Take over');
  await press('Stop listening');
  expect(asked).toEqual([
    { name: 'call.takeOver', callId: 'zoe' },
    { name: 'call.leave', callId: 'zoe' },
  ]);
});

it.each([
  ['there is no media server', CALL, IDLE, 'noWorker', 'Not possible while there is no media server.'],
  ['the server does not say', CALL, IDLE, undefined, 'Not possible while there is no media server.'],
  [
    'the customer’s page is old',
    { ...CALL, outdated: 'customer' },
    IDLE,
    'available',
    'Not possible in this call: the customer’s page is too old for it.',
  ],
  [
    'another call is listened to',
    CALL,
    supervising('other', 'listen'),
    'available',
    'You are listening to another call: stop there first.',
  ],
  [
    'the supervisor writes',
    CALL,
    { ...IDLE, shield: { sinceMs: 0, replies: 1, callersWaiting: 0 } },
    'available',
    'Not possible while you are busy yourself.',
  ],
] as const)('[BOARD-7] says why not, also to a screen reader, where %s', async (_, call, own, rooms, why) => {
  const { asked, button, alex } = board(call, own, rooms);
  for (const name of alex ?? []) {
    const one = button(name);
    expect([one.getAttribute('aria-disabled'), one.title]).toEqual(['true', why]);
    expect(document.getElementById(one.getAttribute('aria-describedby') ?? '')?.textContent).toBe(why);
    one.click();
  }
  await Promise.resolve();
  expect(asked).toEqual([]);
});
