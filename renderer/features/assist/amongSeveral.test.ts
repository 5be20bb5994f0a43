// What is shared, with three in a call: whose is whose, who leads, and what only the two do whom the call is between.
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { Circle } from '../../core/assist/testing/circle.ts';
import type { AssistRoom } from '../../core/assist/assistRoom.ts';
import { Seats } from '../../core/assist/seats.ts';
import { AnnotationBoard } from '../annotations/index.ts';
import { Chat } from '../chat/index.ts';
import { LiveText } from '../realTimeText/index.ts';
import { Agreements, Forms, Table } from '../table/index.ts';
import { CallRecorder } from './callRecorder.ts';

const FILE = 'a'.repeat(64);
const PAGE = `page:${FILE}:1`;
const NAMES = new Map([
  ['alex', 'Alex'],
  ['ada', 'Ada'],
  ['bea', 'Bea'],
]);
const BETWEEN_TWO = { isOfTheTwo: true, names: NAMES };
const BESIDE = { isOfTheTwo: false, counterpart: undefined, names: NAMES };

let circle: Circle;
/** Alex has the call of Ada; Bea is a colleague beside. */
let rooms: { alex: AssistRoom; ada: AssistRoom; bea: AssistRoom };
beforeEach(async () => {
  circle = new Circle();
  rooms = { alex: circle.enter('alex'), ada: circle.enter('ada'), bea: circle.enter('bea') };
  rooms.alex.follow({ leg: 'alex', counterpart: 'ada', ...BETWEEN_TWO });
  rooms.ada.follow({ leg: 'ada', counterpart: 'alex', ...BETWEEN_TWO });
  rooms.bea.follow({ leg: 'bea', ...BESIDE });
  await circle.flush();
});
afterEach(() => {
  vi.useRealTimers();
  circle.close();
});

function each<T>(make: (room: AssistRoom) => T): { alex: T; ada: T; bea: T } {
  return { alex: make(rooms.alex), ada: make(rooms.ada), bea: make(rooms.bea) };
}

it('[ASSIST-19] a message says by whom it is, counts for all but its writer, and is seen once all have seen it', async () => {
  const { alex, ada, bea } = each((room) => new Chat(room));
  alex.say('from Alex');
  await circle.flush();
  bea.say('from Bea');
  await circle.flush();
  const seenBy = ({ messages }: Chat): unknown[] =>
    messages.map(({ isMine, author }) => (isMine ? 'mine' : author?.name));
  expect([seenBy(alex), seenBy(ada), seenBy(bea)]).toEqual([
    ['mine', 'Bea'],
    ['Alex', 'Bea'],
    ['Alex', 'mine'],
  ]);
  expect([alex.unread, ada.unread, bea.unread]).toEqual([1, 2, 1]);
  expect(alex.messages[0]?.delivery).toBe('delivered');
  bea.isOpen = true;
  await circle.flush();
  expect(alex.messages[0]?.delivery, 'Ada has not seen it').toBe('delivered');
  ada.isOpen = true;
  await circle.flush();
  expect(alex.messages[0]?.delivery).toBe('seen');
  for (const chat of [alex, ada, bea]) chat.close();
});

it('[ASSIST-19][CHAT-3] each is asked for themselves before a link is shown to them', async () => {
  const { alex, ada, bea } = each((room) => new Chat(room));
  alex.say('https://example.org/form');
  await circle.flush();
  const [{ messageId } = { messageId: '' }] = alex.messages;
  bea.answerLink(messageId, 'accepted');
  await circle.flush();
  expect([alex, ada, bea].map(({ messages }) => messages[0]?.linkAnswer)).toEqual(['accepted', undefined, 'accepted']);
  ada.answerLink(messageId, 'declined');
  await circle.flush();
  expect([alex, ada, bea].map(({ messages }) => messages[0]?.linkAnswer)).toEqual(['accepted', 'declined', 'accepted']);
  for (const chat of [alex, ada, bea]) chat.close();
});

it('[ASSIST-19] two point at once, each with name and colour; who is beside clears what they drew themselves', async () => {
  const { alex, ada, bea } = each((room) => new AnnotationBoard(room));
  for (const [board, x] of [
    [alex, 10],
    [bea, 30],
  ] as const) {
    board.tool = 'pointer';
    board.point(PAGE, { x, y: 20 });
    board.tool = 'rectangle';
    board.begin(PAGE, { x: 0, y: 0 });
    board.extend({ x: 100 * x, y: 500 });
  }
  await circle.flush();
  expect(ada.beingDrawnOn(PAGE)).toHaveLength(2);
  for (const board of [alex, bea]) board.finish();
  for (const [board, x] of [
    [alex, 10],
    [bea, 30],
  ] as const) {
    board.tool = 'pointer';
    board.point(PAGE, { x, y: 20 });
  }
  await circle.flush();
  const pointers = ada.pointersOn(PAGE).toSorted((a, b) => a.at.x - b.at.x);
  expect(pointers.map(({ at, author }) => [at.x, author?.name])).toEqual([
    [10, 'Alex'],
    [30, 'Bea'],
  ]);
  expect(new Set(pointers.map(({ author }) => author?.colour)).size).toBe(2);
  const namesOn = (board: AnnotationBoard): unknown[] =>
    board
      .marksOn(PAGE)
      .map((mark) => board.authorOf(mark).name)
      .toSorted();
  expect(namesOn(ada)).toEqual(['Alex', 'Bea']);
  bea.clear(PAGE);
  await circle.flush();
  expect(namesOn(ada)).toEqual(['Alex']);
  alex.clear(PAGE);
  await circle.flush();
  expect(namesOn(bea)).toEqual([]);
  for (const board of [alex, ada, bea]) board.close();
});

it('[ASSIST-20] only the agent who has the call leads: what a colleague looks at is their own', async () => {
  const { alex, ada, bea } = each((room) => new Table(room));
  await alex.put([new File(['Line one'], 'letter.txt')]);
  await circle.until(() => ada.open?.state.name === 'here' && bea.open?.state.name === 'here');
  bea.moveTo({ zoom: 3, cx: 1, cy: 1 });
  await circle.flush();
  expect([ada.position.zoom, alex.position.zoom, bea.following]).toEqual([1, 1, false]);
  alex.moveTo({ zoom: 2, cx: 1_000, cy: 1_000 });
  await circle.flush();
  expect([ada.position.zoom, bea.position.zoom]).toEqual([2, 3]);
  bea.followAgain();
  expect(bea.position.zoom).toBe(2);
  rooms.alex.follow({ leg: 'alex', ...BESIDE });
  rooms.bea.follow({ leg: 'bea', counterpart: 'ada', ...BETWEEN_TWO });
  expect([alex.leads, ada.leads, bea.leads], 'the call has become hers').toEqual([false, false, true]);
  for (const table of [alex, ada, bea]) table.end();
});

it('[ASSIST-20] a field that one of the same side types in waits for all others', async () => {
  const { alex, ada, bea } = each((room) => new Forms(room));
  bea.take(FILE, 'name');
  await circle.flush();
  expect([alex.isTaken(FILE, 'name'), ada.isTaken(FILE, 'name'), bea.isTaken(FILE, 'name')]).toEqual([
    true,
    true,
    false,
  ]);
  ada.take(FILE, 'street');
  await circle.flush();
  expect([alex.isTaken(FILE, 'name'), bea.isTaken(FILE, 'street')]).toEqual([true, true]);
  bea.release();
  await circle.flush();
  expect([alex.isTaken(FILE, 'name'), alex.isTaken(FILE, 'street')]).toEqual([false, true]);
});

it('[ASSIST-20] an agreement is between the two: nobody beside makes, proves, is asked or reports anything of it', async () => {
  const tables = each((room) => new Table(room));
  await tables.alex.put([new File(['Line one'], 'terms.txt')]);
  await circle.until(() => tables.bea.open?.state.name === 'here');
  const proved: string[] = [];
  const agreementsOf = (name: keyof typeof rooms): Agreements =>
    new Agreements({
      ...{ room: rooms[name], table: tables[name], names: { agent: 'Alex', customer: 'Ada' } },
      work: {
        make: () => Promise.resolve(new Blob([`made by ${name}`])),
        prove: () => {
          proved.push(name);
          return Promise.resolve({ ok: true });
        },
      },
    });
  const [alex, ada, bea] = [agreementsOf('alex'), agreementsOf('ada'), agreementsOf('bea')];
  await circle.flush();
  await alex.ask('I agree.');
  await circle.until(() => ada.shown[0]?.standing.name === 'asked');
  const [asked] = ada.shown;
  expect([bea.shown, bea.isFrozen(asked?.card.fileId ?? '')]).toEqual([[], true]);
  if (asked) ada.agree(asked, 'Ada Lovelace');
  await circle.until(() => alex.shown[0]?.standing.name === 'done');
  expect([...new Set(proved)].toSorted()).toEqual(['ada', 'alex']);
  for (const agreements of [alex, ada, bea]) agreements.close();
  for (const table of Object.values(tables)) table.end();
});

it('[ASSIST-20] what one of two agents says and shows is reported by their page alone', async () => {
  const reported: Record<string, string[]> = { alex: [], bea: [] };
  const recorders = (['alex', 'bea'] as const).map(
    (name) =>
      new CallRecorder({
        room: rooms[name],
        client: {
          state: 'open',
          nowMs: () => performance.now(),
          request: (_name: string, { entry }: { entry: { text?: string } }) => {
            reported[name]?.push(entry.text ?? '');
            return Promise.resolve({ ok: true, value: { kept: true } });
          },
        } as never,
        callId: 'call' as never,
      }),
  );
  const [alex, bea] = [new Chat(rooms.alex), new Chat(rooms.bea)];
  alex.say('of Alex');
  bea.say('of Bea');
  await circle.until(() => (reported['alex']?.length ?? 0) > 0 && (reported['bea']?.length ?? 0) > 0);
  expect(reported).toEqual({ alex: ['of Alex'], bea: ['of Bea'] });
  for (const one of [...recorders, alex, bea]) one.close();
});

it('[RTT-7] what two write at once never mixes, each has its name, and who comes later has not read it', async () => {
  const { alex, ada, bea } = each((room) => new LiveText(room));
  for (const [index, letter] of Array.from('Hello').entries()) {
    alex.type('Hello'.slice(0, index + 1));
    bea.type(`${letter}${'!'.repeat(index)}`);
    await circle.flush();
  }
  alex.endLine();
  // As fast as the pace allows.
  await circle.until(() => ada.lines.some(({ text }) => text === 'o!!!!') && ada.lines.some(({ isDone }) => isDone));
  expect(ada.lines.map(({ name, text, isDone }) => [name, text, isDone]).toSorted()).toEqual([
    ['Alex', 'Hello', true],
    ['Bea', 'o!!!!', false],
  ]);
  expect([ada.unread, alex.lines.map(({ text }) => text)]).toEqual([2, ['o!!!!', 'Hello']]);
  const late = new LiveText(circle.enter('late'));
  await circle.flush();
  bea.type('o!!!!?');
  await circle.until(() => late.lines.length > 0);
  expect(late.lines.map(({ text }) => text)).toEqual(['?']);
  for (const live of [alex, ada, bea, late]) live.close();
});

it('[SHARE-25] a shared screen says whose it is', async () => {
  const { alex, ada, bea } = each((room) => new Seats(room, 'screens'));
  bea.set({ shareId: 'share-of-bea', name: 'Rates', kind: 'window', state: 'sharing' });
  await circle.flush();
  expect([alex.firstOwner, ada.firstOwner, bea.firstOwner]).toEqual([
    { leg: 'bea', name: 'Bea' },
    { leg: 'bea', name: 'Bea' },
    undefined,
  ]);
});
