// What a customer enters before calling. Knows the link's parameters and what must not be empty.
import type { QueueId, Topic } from '../../../signalling/protocol/index.ts';

const MAX_NAME_LENGTH = 80;

export class LobbyForm {
  name = $state('');
  topicId = $state('');
  #submitted = $state(false);
  #linkedTopicId: string | null;
  #topics = $state.raw<readonly Topic[]>([]);

  /**
   * @param link the page's query: `name` and `topic` fill the form in advance
   * @param lastName as entered for the call before
   */
  constructor(link: URLSearchParams, lastName = '') {
    this.name = (lastName || (link.get('name') ?? '')).trim().slice(0, MAX_NAME_LENGTH);
    this.#linkedTopicId = link.get('topic');
  }

  get nameMissing(): boolean {
    return this.#submitted && this.name.trim() === '';
  }

  get topicMissing(): boolean {
    return this.#submitted && this.topicId === '';
  }

  /** The topic chosen, when no calls are taken on it right now. */
  get closedTopic(): Topic | undefined {
    return this.#topics.find((topic) => topic.id === this.topicId && !topic.open);
  }

  /** Takes the link's topic once the topics are known; one that does not exist is left out. */
  offerTopics(topics: readonly Topic[]): void {
    this.#topics = topics;
    if (topics.length === 0) return;
    if (topics.some((topic) => topic.id === this.#linkedTopicId)) this.topicId = this.#linkedTopicId ?? '';
    else if (topics.length === 1) this.topicId = topics[0]?.id ?? '';
    this.#linkedTopicId = null;
  }

  /** @returns the entry when it is complete; otherwise the fields say what is missing */
  submit(): { name: string; topicId: QueueId } | undefined {
    this.#submitted = true;
    if (this.nameMissing || this.topicMissing || this.closedTopic) return undefined;
    return { name: this.name.trim(), topicId: this.topicId as QueueId };
  }
}
