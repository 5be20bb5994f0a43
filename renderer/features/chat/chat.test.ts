// Chat between two sides over hand-flushed data channels, and its pure parts.
import { afterEach, expect, it, vi } from 'vitest';
import type { ChatMessage } from '../../../signalling/protocol/assist.ts';
import { roomPair } from '../../core/assist/testing/roomPair.ts';
import { Chat } from './chat.svelte.ts';
import { ANSWER_WITHIN_MS, reminderAt } from './reminder.ts';
import { splitLinks, webAddress } from './splitLinks.ts';

afterEach(() => vi.useRealTimers());

it('[CHAT-1][CHAT-2] counts what is new, marks what has come and what was seen, and keeps the order', async () => {
  const { agent, customer, join } = roomPair();
  const [here, there] = [new Chat(agent), new Chat(customer)];
  here.say('first');
  expect(here.messages).toMatchObject([{ delivery: 'waiting' }]);
  const pair = join();
  await pair.flush();
  expect(here.messages).toMatchObject([{ delivery: 'delivered' }]);
  expect(there.unread).toBe(1);
  there.isOpen = true;
  there.say('second');
  await pair.flush();
  expect(there.unread).toBe(0);
  expect(here.messages.map(({ delivery, isMine }) => [delivery, isMine])).toEqual([
    ['seen', true],
    ['waiting', false],
  ]);
  expect(there.messages.map(({ message }) => (message.kind === 'text' ? message.text : ''))).toEqual([
    'first',
    'second',
  ]);
  here.close();
  there.close();
});

it('[CHAT-9] one hold is one new message: another reason takes the place of the first, and thanks ask for nothing', async () => {
  const { agent, customer, clock, join } = roomPair();
  const [here, there] = [new Chat(agent), new Chat(customer)];
  const pair = join();
  here.sayHold({ name: 'hold', reason: 'lookUp', minutes: 2 });
  await pair.flush();
  clock.nowMs += 5_000;
  here.sayHold({ name: 'hold', reason: 'colleague', minutes: 5 });
  await pair.flush();
  expect(there.messages.map(({ message }) => message)).toEqual([
    { kind: 'phrase', by: 'agent', atMs: 1_000_000, phrase: { name: 'hold', reason: 'colleague', minutes: 5 } },
  ]);
  expect(there.unread).toBe(1);
  expect(here.holdSaidAtMs).toBe(1_000_000);
  here.sayPhrase({ name: 'thanks' });
  await pair.flush();
  expect(there.unread).toBe(1);
  expect(there.messages).toHaveLength(2);
  here.sayHold({ name: 'hold', reason: 'lookUp', minutes: 1 });
  await pair.flush();
  expect(there.messages).toHaveLength(3);
  here.close();
  there.close();
});

it('[CHAT-3] a link goes by itself and waits for an answer', async () => {
  const { agent, customer, join } = roomPair();
  const [here, there] = [new Chat(agent), new Chat(customer)];
  const pair = join();
  here.say('See https://bank.example/a?b=c, please');
  await pair.flush();
  expect(there.messages.map(({ message }) => message.kind)).toEqual(['text', 'link']);
  const link = there.messages[1];
  expect(link?.linkAnswer).toBeUndefined();
  there.answerLink(link?.messageId ?? '', 'declined');
  await pair.flush();
  expect(here.messages[1]?.linkAnswer).toBe('declined');
  here.close();
  there.close();
});

it.each([
  ['see bank.example', { text: 'see bank.example', urls: [] }],
  ['https://bank.example/x.', { text: '', urls: ['https://bank.example/x'] }],
  ['go to www.bank.example/x!', { text: 'go to www.bank.example!', urls: ['https://www.bank.example/x'] }],
  ['javascript:alert(1)', { text: 'javascript:alert(1)', urls: [] }],
  ['https://bank.example@evil.example/', { text: 'https://bank.example@evil.example/', urls: [] }],
  ['https://bänk.example', { text: '', urls: ['https://xn--bnk-qla.example/'] }],
])('[CHAT-3] takes %s apart', (typed, parts) => {
  expect(splitLinks(typed)).toEqual(parts);
});

it('[CHAT-3] takes no address that could mislead', () => {
  for (const typed of [
    'ftp://bank.example',
    'https://user:pass@bank.example',
    'https://localhost',
    'https://',
    `https://bank.example/${'x'.repeat(2000)}`,
  ])
    expect(webAddress(typed)).toBeUndefined();
});

const text = (by: ChatMessage['by'], atMs: number): ChatMessage => ({ kind: 'text', by, atMs, text: 'x' });

it('[CHAT-6] reminds after two minutes without an answer, from the first of what was not answered', () => {
  expect(reminderAt([], 1e9)).toBeUndefined();
  const asked = [text('agent', 0), text('customer', 10), text('customer', 100_000)];
  expect(reminderAt(asked, 10 + ANSWER_WITHIN_MS - 1)).toBeUndefined();
  expect(reminderAt(asked, 10 + ANSWER_WITHIN_MS)).toBe('customerWaits');
  expect(reminderAt([text('agent', 0)], ANSWER_WITHIN_MS)).toBe('customerSilent');
  const thanked: ChatMessage = { kind: 'phrase', by: 'agent', atMs: 5, phrase: { name: 'thanks' } };
  expect(reminderAt([text('customer', 0), thanked], 1e9)).toBeUndefined();
});

it('[CHAT-6] the agent is reminded, once for each silence; the customer never', () => {
  vi.useFakeTimers();
  const { agent, customer, clock } = roomPair();
  const [here, there] = [new Chat(agent), new Chat(customer)];
  here.say('Are you there?');
  there.say('Hello?');
  clock.nowMs += ANSWER_WITHIN_MS + 10;
  vi.advanceTimersByTime(5_000);
  expect(here.reminder).toBe('customerSilent');
  expect(there.reminder).toBeUndefined();
  here.dismissReminder();
  vi.advanceTimersByTime(5_000);
  expect(here.reminder).toBeUndefined();
  here.say('I shall call you back.');
  clock.nowMs += ANSWER_WITHIN_MS + 10;
  vi.advanceTimersByTime(5_000);
  expect(here.reminder).toBe('customerSilent');
  here.close();
  there.close();
});
