// What the shell tells about mails becomes leases at the server.
import { expect, it, vi } from 'vitest';
import type { HostMailReply, HostNotice, HostPort } from '../../../electron/contract/index.ts';
import type { AgentView } from '../../../signalling/protocol/index.ts';
import type { SignallingClient } from '../../core/signallingClient/signallingClient.ts';
import { Replies } from './replies.ts';

const MAIL: HostMailReply = {
  activityId: 'mail-1',
  source: 'thunderbird',
  kind: 'reply',
  openForMs: 1000,
  inputAgoMs: 200,
};

function scene(listed: readonly HostMailReply[] = []) {
  const listeners = new Map<string, (payload: unknown) => void>();
  const hostCalls: [string, unknown][] = [];
  const host = {
    call: vi.fn((name: string, params: unknown) => {
      hostCalls.push([name, params]);
      return Promise.resolve({ ok: true, value: name === 'replies.list' ? { replies: listed } : {} });
    }),
    on: (name: HostNotice, listener: (payload: never) => void) => {
      listeners.set(name, listener as (payload: unknown) => void);
      return () => undefined;
    },
  } as unknown as HostPort;
  const requests: [string, unknown][] = [];
  const answers = new Map<string, unknown>();
  const request = (name: string, params: unknown): Promise<unknown> => {
    requests.push([name, params]);
    return Promise.resolve(answers.get(name) ?? { ok: true, value: {} });
  };
  let now = 0;
  const replies = new Replies(host, () => now);
  replies.attach({ request } as unknown as SignallingClient);
  return {
    replies,
    hostCalls,
    requests,
    answers,
    hear: (name: HostNotice, payload: unknown) => listeners.get(name)?.(payload),
    pass: (ms: number) => (now += ms),
  };
}

it('[SHIELD-15] begins, renews and ends at the server what begins, goes on and ends in the shell', () => {
  const { hear, requests, pass } = scene();
  hear('reply.begun', MAIL);
  pass(5000);
  hear('reply.renewed', { activityId: 'mail-1', inputAgoMs: 3000 });
  hear('reply.ended', { activityId: 'mail-1', how: 'sent' });
  hear('reply.renewed', { activityId: 'mail-1', inputAgoMs: 0 });
  expect(requests).toEqual([
    ['reply.begin', MAIL],
    ['reply.renew', { activityId: 'mail-1', inputAgoMs: 3000 }],
    ['reply.end', { activityId: 'mail-1', how: 'sent' }],
  ]);
});

it('[SHIELD-15] begins anew when the lease was gone at the server', async () => {
  const { hear, requests, answers, pass } = scene();
  hear('reply.begun', MAIL);
  answers.set('reply.renew', { ok: false, problem: { code: 'replyGone' } });
  pass(5000);
  hear('reply.renewed', { activityId: 'mail-1', inputAgoMs: 3000 });
  await vi.waitFor(() => expect(requests).toHaveLength(3));
  expect(requests[2]).toEqual(['reply.begin', { ...MAIL, openForMs: 6000, inputAgoMs: 3000 }]);
});

it('[WRITE-11] a send that hung is ended as idle at a server that has no word for it yet', async () => {
  const { hear, requests, answers } = scene();
  answers.set('reply.end', { ok: false, problem: { code: 'badParams' } });
  hear('reply.begun', MAIL);
  hear('reply.ended', { activityId: 'mail-1', how: 'sendHung' });
  await vi.waitFor(() =>
    expect(requests.slice(1)).toEqual([
      ['reply.end', { activityId: 'mail-1', how: 'sendHung' }],
      ['reply.end', { activityId: 'mail-1', how: 'idle' }],
    ]),
  );
});

it('[SHIELD-5] brings to the sign-in what was written before the page was there, with its age', async () => {
  const { replies, hear, pass } = scene([MAIL]);
  await replies.current();
  pass(700);
  hear('reply.begun', { ...MAIL, activityId: 'mail-2', openForMs: 0, inputAgoMs: 0 });
  expect(await replies.current()).toEqual([
    { ...MAIL, openForMs: 1700, inputAgoMs: 900 },
    { ...MAIL, activityId: 'mail-2', openForMs: 0, inputAgoMs: 0 },
  ]);
});

it('[SHIELD-15] tells the mail programs what the server has acknowledged, once a change', () => {
  const { replies, hostCalls } = scene();
  const agent = { shield: { sinceMs: 1, replies: 1, callersWaiting: 0 } } as unknown as AgentView;
  replies.follow(agent);
  replies.follow(agent);
  replies.follow({} as AgentView);
  replies.follow(undefined);
  expect(hostCalls.filter(([name]) => name === 'replies.setHeld').map(([, params]) => params)).toEqual([
    { callsHeld: true, cause: 'reply' },
    { callsHeld: false, cause: 'none' },
    { callsHeld: false, cause: 'appOffline' },
  ]);
});

it('[SHIELD-8] takes calls at the shell and at the server', async () => {
  const { replies, hostCalls, requests } = scene();
  await replies.takeCalls();
  expect(hostCalls.map(([name]) => name)).toContain('replies.takeCalls');
  expect(requests).toEqual([['reply.takeCalls', {}]]);
});
