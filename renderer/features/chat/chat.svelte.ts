// Chat beside a call, from one side: what was said, what has reached the other, and what waits for an answer.
import { createSubscriber } from 'svelte/reactivity';
import type { ChatMessage, Phrase } from '../../../signalling/protocol/assist.ts';
import type { AssistRoom } from '../../core/assist/assistRoom.ts';
import { randomId } from '../../core/signallingClient/randomId.ts';
import { prepareFile, type PutProblem } from '../table/index.ts';
import { reminderAt, type Reminder } from './reminder.ts';
import { answerLink, linkAnswerOfOthers, ownLinkAnswer, type LinkAnswer } from './linkAnswers.ts';
import { splitLinks } from './splitLinks.ts';

/** `waiting`: not yet with the other side. */
export type Delivery = 'waiting' | 'delivered' | 'seen';
export type ShownMessage = {
  messageId: string;
  message: ChatMessage;
  isMine: boolean;
  /** Of somebody else, where it is known who: among several. */
  author: { name: string; colour: number } | undefined;
  delivery: Delivery;
  /** What was said to a link: undefined while it is asked. */
  linkAnswer: LinkAnswer | undefined;
};
type Seen = { deliveredAtMs: number; seenAtMs: number };

const REMIND_CHECK_MS = 2_000;
const LONGEST_TEXT = 2_000;

export class Chat {
  readonly #room: AssistRoom;
  readonly #subscribe: () => void;
  readonly #stops: (() => void)[];
  readonly #timer: ReturnType<typeof setInterval> | undefined;
  #isOpen = $state(false);
  #reminder = $state<Reminder>();
  /** The reminder was read; it comes again for the next silence. */
  #remindedOfMs = 0;
  #fileProblem = $state.raw<PutProblem>();

  constructor(room: AssistRoom) {
    this.#room = room;
    const { chat, chatSeen, readBy, writers, linkAnswers } = room.maps;
    this.#subscribe = createSubscriber((update) => {
      const sources = [chat, chatSeen, readBy, writers, linkAnswers, room.files, room];
      const stops = sources.map((source) => source.onChange(update));
      return () => {
        for (const stop of stops) stop();
      };
    });
    this.#stops = [
      chat.onChange(() => this.#arrived()),
      room.onPeerReady(() => this.#arrived()),
      room.onChange(() => this.#arrived()),
    ];
    if (room.me === 'agent') this.#timer = setInterval(() => this.#remind(), REMIND_CHECK_MS);
  }

  get messages(): readonly ShownMessage[] {
    this.#subscribe();
    const others = this.#seenByOthers();
    return this.#inOrder().map(([messageId, message]) => {
      const isMine = this.#isMine(messageId, message);
      const answerOf = isMine ? linkAnswerOfOthers : ownLinkAnswer;
      return {
        ...{ messageId, message, isMine },
        author: isMine ? undefined : this.#authorOf(messageId),
        delivery: deliveryOf(message.atMs, others),
        linkAnswer: message.kind === 'link' ? answerOf(this.#room, messageId) : undefined,
      };
    });
  }

  /** More than one other is there: it is said of each message by whom it is. */
  get isAmongSeveral(): boolean {
    this.#subscribe();
    return this.#room.isAmongSeveral;
  }

  get isOpen(): boolean {
    return this.#isOpen;
  }
  set isOpen(open: boolean) {
    this.#isOpen = open;
    this.#arrived();
  }

  /** Messages of the other side that have not been seen. */
  get unread(): number {
    this.#subscribe();
    const { seenAtMs } = this.#seenHere();
    return this.#inOrder().filter(
      ([messageId, message]) => !this.#isMine(messageId, message) && message.atMs > seenAtMs && asksToBeRead(message),
    ).length;
  }

  /** For the agent: somebody has waited long for an answer. */
  get reminder(): Reminder | undefined {
    return this.#reminder;
  }

  get fileProblem(): PutProblem | undefined {
    return this.#fileProblem;
  }

  /** When the customer was told of the hold that they are in. */
  get holdSaidAtMs(): number | undefined {
    return this.lastPhrase?.name === 'hold' ? this.#inOrder().at(-1)?.[1].atMs : undefined;
  }

  /** The phrase said last, if nothing has been said since. */
  get lastPhrase(): Phrase | undefined {
    this.#subscribe();
    const message = this.#inOrder().at(-1)?.[1];
    return message?.kind === 'phrase' ? message.phrase : undefined;
  }

  dismissReminder(): void {
    this.#remindedOfMs = this.#inOrder().at(-1)?.[1].atMs ?? 0;
    this.#reminder = undefined;
  }

  /** Addresses go as messages of their own: the other side is asked before they are shown. */
  say(typed: string): void {
    const { text, urls } = splitLinks(typed.slice(0, LONGEST_TEXT));
    if (text !== '') this.#add({ ...this.#head(), kind: 'text', text });
    for (const url of urls) this.#add({ ...this.#head(), kind: 'link', url });
  }

  sayPhrase(phrase: Phrase): void {
    this.#add({ ...this.#head(), kind: 'phrase', phrase });
  }

  /** Why the customer is on hold. What was said of this hold before is taken back: at its time it is one message. */
  sayHold(phrase: Phrase): void {
    const [lastId, last] = this.#inOrder().at(-1) ?? [];
    const isSaid = last?.kind === 'phrase' && last.phrase.name === 'hold';
    this.#room.together(() => {
      if (isSaid && lastId !== undefined) this.#room.maps.chat.delete(lastId);
      this.#add({ ...this.#head(), ...(isSaid ? { atMs: last.atMs } : {}), kind: 'phrase', phrase });
    });
  }

  async sendFile(file: File): Promise<void> {
    const prepared = await prepareFile(file, this.#room.files);
    this.#fileProblem = prepared.ok ? undefined : prepared.problem;
    if (!prepared.ok) return;
    const head = this.#head();
    const card = { ...prepared.value, by: head.by, addedAtMs: head.atMs, origin: 'file' } as const;
    this.#add({ ...head, kind: 'file', card });
  }

  answerLink(messageId: string, answer: LinkAnswer): void {
    answerLink(this.#room, messageId, answer);
  }

  /** A file that came with a message; undefined while it is on its way. */
  fileOf(fileId: string): Blob | undefined {
    this.#subscribe();
    const state = this.#room.files.stateOf(fileId);
    return state.name === 'here' ? state.blob : undefined;
  }

  close(): void {
    clearInterval(this.#timer);
    for (const stop of this.#stops) stop();
  }

  #isMine(messageId: string, { by }: ChatMessage): boolean {
    return this.#room.isMine('chat', messageId, by);
  }

  #authorOf(messageId: string): ShownMessage['author'] {
    const { authors } = this.#room;
    const leg = authors.legOf('chat', messageId);
    const name = authors.nameOf(leg);
    return leg === undefined || name === undefined ? undefined : { name, colour: authors.colourOf(leg) };
  }

  /** Among several, of who is furthest behind. */
  #seenByOthers(): Seen | undefined {
    const { me, isAmongSeveral, present, maps } = this.#room;
    if (!isAmongSeveral) return maps.chatSeen.get(me === 'agent' ? 'customer' : 'agent');
    const each = present.map(({ key }) => maps.readBy.get(key) ?? NOTHING_SEEN);
    return {
      deliveredAtMs: Math.min(...each.map(({ deliveredAtMs }) => deliveredAtMs)),
      seenAtMs: Math.min(...each.map(({ seenAtMs }) => seenAtMs)),
    };
  }

  /** By this person; by this side, where the call knows no legs or did not until now. */
  #seenHere(): Seen {
    const { me, leg, maps } = this.#room;
    const ofPerson = leg === undefined ? undefined : maps.readBy.get(leg);
    return ofPerson ?? maps.chatSeen.get(me) ?? NOTHING_SEEN;
  }

  #head(): Pick<ChatMessage, 'by' | 'atMs'> {
    const lastMs = this.#inOrder().at(-1)?.[1].atMs ?? 0;
    // Later than all before it, also where the clocks of both sides differ a little: an answer stands below what it answers.
    return { by: this.#room.me, atMs: Math.max(Math.round(this.#room.nowMs()), lastMs + 1) };
  }

  #add(message: ChatMessage): void {
    this.#room.maps.chat.set(randomId(), message);
    this.#reminder = undefined;
  }

  #inOrder(): [string, ChatMessage][] {
    return [...this.#room.maps.chat.entries].toSorted(([, a], [, b]) => a.atMs - b.atMs);
  }

  /** Says how far messages have come, and gets the files that came with them. */
  #arrived(): void {
    const { me, leg, maps } = this.#room;
    let deliveredAtMs = 0;
    for (const [messageId, message] of maps.chat.entries) {
      if (this.#isMine(messageId, message)) continue;
      deliveredAtMs = Math.max(deliveredAtMs, message.atMs);
      if (message.kind === 'file') this.#room.files.fetch(message.card.fileId, message.card.bytes);
    }
    if (deliveredAtMs === 0) return;
    const before = this.#seenHere();
    const seen = { deliveredAtMs, seenAtMs: this.#isOpen ? deliveredAtMs : before.seenAtMs };
    const isNews = leg !== undefined && (!maps.readBy.get(leg) || isFurther(seen, before));
    if (isNews) maps.readBy.set(leg, seen);
    const ofSide = maps.chatSeen.get(me) ?? NOTHING_SEEN;
    // Others may be of the same side: what one of them has seen stays so.
    if (isFurther(seen, ofSide)) maps.chatSeen.set(me, furthest(seen, ofSide));
  }

  #remind(): void {
    const messages = this.#inOrder().map(([, message]) => message);
    const reminder = reminderAt(messages, this.#room.nowMs());
    this.#reminder = (messages.at(-1)?.atMs ?? 0) > this.#remindedOfMs ? reminder : undefined;
  }
}

const NOTHING_SEEN: Seen = { deliveredAtMs: 0, seenAtMs: 0 };

function isFurther(seen: Seen, before: Seen): boolean {
  return seen.deliveredAtMs > before.deliveredAtMs || seen.seenAtMs > before.seenAtMs;
}

function furthest(one: Seen, other: Seen): Seen {
  return {
    deliveredAtMs: Math.max(one.deliveredAtMs, other.deliveredAtMs),
    seenAtMs: Math.max(one.seenAtMs, other.seenAtMs),
  };
}

/** Thanks after a hold are nice to hear, and nothing to be called to the chat for. */
function asksToBeRead(message: ChatMessage): boolean {
  return !(message.kind === 'phrase' && message.phrase.name === 'thanks');
}

function deliveryOf(atMs: number, other: Seen | undefined): Delivery {
  if (!other || other.deliveredAtMs < atMs) return 'waiting';
  return other.seenAtMs < atMs ? 'delivered' : 'seen';
}
