import { expect, it } from 'vitest';
import type { QueueId, Topic } from '../../../signalling/protocol/index.ts';
import { LobbyForm } from './lobby.svelte.ts';

const TOPICS: Topic[] = ['cards', 'loans'].map((id) => ({ id: id as QueueId, name: { en: id, fr: id }, open: true }));

it('[LOBBY-3] takes name and topic from the link', () => {
  const form = new LobbyForm(new URLSearchParams('name=%20Ada%20&topic=loans'));
  form.offerTopics(TOPICS);
  expect(form.submit()).toEqual({ name: 'Ada', topicId: 'loans' });
});

it('[LOBBY-3] says what is missing, and only after the attempt', () => {
  const form = new LobbyForm(new URLSearchParams('topic=nonsense'));
  form.offerTopics(TOPICS);
  expect([form.nameMissing, form.topicMissing]).toEqual([false, false]);
  expect(form.submit()).toBeUndefined();
  expect([form.nameMissing, form.topicMissing]).toEqual([true, true]);
  form.name = 'Ada';
  form.topicId = 'cards';
  expect(form.submit()).toEqual({ name: 'Ada', topicId: 'cards' });
});

it('[LOBBY-3] chooses the only topic there is, and does not undo a choice when topics come again', () => {
  const form = new LobbyForm(new URLSearchParams('topic=cards'));
  form.offerTopics(TOPICS);
  form.topicId = 'loans';
  form.offerTopics(TOPICS);
  expect(form.topicId).toBe('loans');
  const single = new LobbyForm(new URLSearchParams());
  single.offerTopics(TOPICS.slice(0, 1));
  expect(single.topicId).toBe('cards');
});

it('[LOBBY-3] cuts a name from a link to what the wire takes', () => {
  expect(new LobbyForm(new URLSearchParams({ name: 'x'.repeat(500) })).name).toHaveLength(80);
});

it('[LOBBY-5] starts no call on a topic that is closed, and says so by its own words', () => {
  const closedMessage = { en: 'Open again on Monday.', fr: 'Ouvert à nouveau lundi.' };
  const form = new LobbyForm(new URLSearchParams('name=Ada&topic=cards'));
  form.offerTopics(TOPICS.map((topic) => (topic.id === 'cards' ? { ...topic, open: false, closedMessage } : topic)));
  expect(form.submit()).toBeUndefined();
  expect(form.closedTopic?.closedMessage).toEqual(closedMessage);
  form.topicId = 'loans';
  expect(form.submit()).toEqual({ name: 'Ada', topicId: 'loans' });
});

it('[LOBBY-6] another call begins with the name of the one before', () => {
  expect(new LobbyForm(new URLSearchParams('name=Link'), 'Ada').name).toBe('Ada');
  expect(new LobbyForm(new URLSearchParams('name=Link')).name).toBe('Link');
});
