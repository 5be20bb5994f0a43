// Three and four pages that share, over hand-flushed data channels between each two: the same on all whatever is cut, and whoever comes or goes.
import fc from 'fast-check';
import { expect, it, vi } from 'vitest';
import type { Annotation } from '../../../signalling/protocol/assist.ts';
import type { Party } from '../../../signalling/protocol/index.ts';
import { AssistRoom } from './assistRoom.ts';
import { channelPair, type ChannelPair } from './testing/fakeDataChannels.ts';
import { Circle } from './testing/circle.ts';

const FILE = 'a'.repeat(64);
const annotation = (inkId: string, by: Party = 'agent'): Annotation => ({
  ...{ inkId, by, surface: `page:${FILE}:1`, tool: 'pen', colour: 'blue', widthUnits: 40, points: [0, 0, 100, 100] },
});
const inkOf = (room: AssistRoom): string[] => [...room.maps.ink.entries.keys()].toSorted();

it('[ASSIST-15] what one does is the same on all, also on the page of who comes later, and comes to each once', async () => {
  const circle = new Circle();
  const [alex, ada, bea] = [circle.enter('alex'), circle.enter('ada'), circle.enter('bea')] as const;
  await circle.flush();
  const heard: string[] = [];
  for (const room of [ada, bea]) room.onMessage(({ kind }, { key }) => heard.push(`${kind} of ${key}`));
  alex.maps.ink.set('one', annotation('one'));
  alex.send({ kind: 'documentExpected' });
  await circle.flush();
  expect([inkOf(ada), inkOf(bea)]).toEqual([['one'], ['one']]);
  expect(heard).toEqual(['documentExpected of alex', 'documentExpected of alex']);
  const cem = circle.enter('cem');
  await circle.flush();
  expect([inkOf(cem), cem.present.map(({ key }) => key).toSorted()]).toEqual([['one'], ['ada', 'alex', 'bea']]);
  circle.leave('alex');
  cem.maps.ink.delete('one');
  await circle.flush();
  expect([inkOf(ada), inkOf(bea), ada.present.length]).toEqual([[], [], 2]);
});

it('[ASSIST-15] whatever is drawn, cut, made anew, whoever comes and goes: all who are linked in the end have the same', async () => {
  const names = ['alex', 'ada', 'bea', 'cem'] as const;
  const who = fc.constantFrom(...names);
  const step = fc.oneof(
    { weight: 5, arbitrary: fc.record({ does: fc.constant('draw' as const), who, other: who }) },
    fc.record({ does: fc.constantFrom('cut' as const, 'link' as const, 'flushSome' as const), who, other: who }),
    fc.record({ does: fc.constantFrom('enter' as const, 'leave' as const, 'reload' as const), who, other: who }),
  );
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 30 }), async (steps) => {
      const circle = new Circle();
      for (const name of names.slice(0, 3)) circle.enter(name);
      let count = 0;
      const drawn = new Set<string>();
      for (const { does, who: name, other } of steps) {
        const room = circle.rooms.get(name);
        if (does === 'enter' && !room) circle.enter(name);
        if (does === 'draw' && room) {
          room.maps.ink.set(`${name}${String((count += 1))}`, annotation(`${name}${String(count)}`));
          drawn.add(`${name}${String(count)}`);
        }
        if (does === 'cut') circle.cut(name, other);
        if (does === 'link') circle.link(name, other);
        if (does === 'flushSome') circle.flushSome(name, other);
        // Whoever goes has said it all to somebody who stays, or it is gone with them.
        if ((does === 'leave' || does === 'reload') && room && circle.rooms.size > 2) {
          circle.linkAll();
          await circle.flush();
          circle.leave(name);
          if (does === 'reload') circle.enter(name);
        }
      }
      circle.linkAll();
      await circle.flush();
      for (const room of circle.rooms.values()) expect(inkOf(room)).toEqual([...drawn].toSorted());
      circle.close();
    }),
    { numRuns: 40 },
  );
}, 60_000);

it('[ASSIST-15] what somebody said to one alone before they went is everybody’s', async () => {
  const circle = new Circle();
  const [alex, ada, bea] = [circle.enter('alex'), circle.enter('ada'), circle.enter('bea')] as const;
  await circle.flush();
  circle.cut('alex', 'bea');
  alex.maps.ink.set('last', annotation('last'));
  await circle.flush();
  expect([inkOf(ada), inkOf(bea)]).toEqual([['last'], []]);
  circle.leave('alex');
  await circle.flush();
  expect(inkOf(bea)).toEqual(['last']);
});

it('[ASSIST-15] whoever is said to have come can be told something at once', async () => {
  const circle = new Circle();
  const rooms = ['alex', 'ada', 'bea'].map((name) => circle.enter(name));
  const heard: string[] = [];
  for (const room of rooms) {
    room.onPeerReady(() => room.send({ kind: 'documentExpected' }));
    room.onMessage((_message, { key }) => heard.push(key));
  }
  await circle.flush();
  expect(new Set(heard)).toEqual(new Set(['alex', 'ada', 'bea']));
  heard.length = 0;
  circle.cut('alex', 'ada');
  circle.link('alex', 'ada');
  await circle.flush();
  expect(heard).toEqual(expect.arrayContaining(['alex', 'ada']));
});

it('[ASSIST-17] from a direct link into a room and back it is the same page: nothing of it is lost or comes twice', async () => {
  const [alex, ada, bea] = (['agent', 'customer', 'agent'] as const).map(
    (me) => new AssistRoom({ me, maxFileBytes: 10_000_000, nowMs: () => performance.now() }),
  ) as [AssistRoom, AssistRoom, AssistRoom];
  const said = { ada: '', bea: '' };
  ada.text.onText((text) => (said.ada += text));
  bea.text.onText((text) => (said.bea += text));
  const pairs: ChannelPair[] = [];
  const link = (here: AssistRoom, there: AssistRoom, keyThere?: string, keyHere?: string): ChannelPair => {
    const pair = channelPair();
    here.attach(pair.here, keyThere);
    there.attach(pair.there, keyHere);
    pair.open();
    pairs.push(pair);
    return pair;
  };
  const flush = async (): Promise<void> => {
    for (let round = 0; round < 3; round += 1) for (const pair of pairs) await pair.flush();
  };
  const direct = link(alex, ada);
  await flush();
  alex.text.say('Hello');
  await flush();
  alex.text.say(' Ada');
  alex.maps.ink.set('one', annotation('one'));
  // Neither has arrived when the room is there beside.
  const inRoom = link(alex, ada, 'leg-ada', 'leg-alex');
  const withBea = link(alex, bea, 'leg-bea', 'leg-alex');
  const others = link(ada, bea, 'leg-bea', 'leg-ada');
  await inRoom.flush();
  direct.cut();
  await flush();
  expect([said, inkOf(ada), inkOf(bea)]).toEqual([{ ada: 'Hello Ada', bea: '' }, ['one'], ['one']]);
  expect([alex.present.map(({ key }) => key), ada.present.map(({ key }) => key)]).toEqual([
    ['leg-ada', 'leg-bea'],
    ['leg-alex', 'leg-bea'],
  ]);
  alex.text.say('!');
  await vi.waitFor(async () => {
    await flush();
    expect(said).toEqual({ ada: 'Hello Ada!', bea: '!' });
  });
  alex.text.say('?');
  const again = link(alex, ada);
  await again.flush();
  for (const pair of [inRoom, withBea, others]) pair.cut();
  await vi.waitFor(async () => {
    await flush();
    expect(said.ada).toBe('Hello Ada!?');
  });
  expect([alex.present.length, ada.present.length]).toEqual([1, 1]);
});

it('[ASSIST-18] who somebody is stays between the two whom the call is between, also among several', async () => {
  const circle = new Circle();
  const [alex, ada, guest] = [circle.enter('alex'), circle.enter('ada'), circle.enter('guest')] as const;
  await circle.flush();
  const heard: string[] = [];
  ada.onMessage(({ kind }) => heard.push(`ada ${kind}`));
  guest.onMessage(({ kind }) => heard.push(`guest ${kind}`));
  alex.onMessage(({ kind }) => heard.push(`alex ${kind}`));
  const asked = { kind: 'identityAsked', askId: 'x', purpose: 'verify' } as const;
  alex.send(asked);
  await circle.flush();
  expect(heard, 'nobody is it before it is known who').toEqual([]);
  const names = new Map([
    ['alex', 'Alex'],
    ['ada', 'Ada'],
    ['guest', 'Guy'],
  ]);
  alex.follow({ leg: 'alex', isOfTheTwo: true, counterpart: 'ada', names });
  ada.follow({ leg: 'ada', isOfTheTwo: true, counterpart: 'alex', names });
  guest.follow({ leg: 'guest', isOfTheTwo: false, counterpart: undefined, names });
  alex.send(asked);
  guest.send({ kind: 'identityRefused', askId: 'x', reason: 'withdrawn' });
  await circle.flush();
  expect(heard).toEqual(['ada identityAsked']);
  expect([alex, ada, guest].map(({ isOfTheTwo }) => isOfTheTwo)).toEqual([true, true, false]);
});

it('[ASSIST-19] each sees by whom a mark is, by name and in a colour that is the same for all', async () => {
  const circle = new Circle();
  const [alex, ada, bea] = [circle.enter('alex'), circle.enter('ada'), circle.enter('bea')] as const;
  alex.maps.ink.set('before', annotation('before'));
  const names = new Map([
    ['alex', 'Alex'],
    ['ada', 'Ada'],
    ['bea', 'Bea'],
  ]);
  for (const [room, leg] of [
    [alex, 'alex'],
    [ada, 'ada'],
    [bea, 'bea'],
  ] as const)
    room.follow({ leg, isOfTheTwo: leg !== 'bea', counterpart: undefined, names });
  bea.maps.ink.set('beas', annotation('beas'));
  await circle.flush();
  const seenBy = (room: AssistRoom): unknown[] =>
    ['before', 'beas'].map((inkId) => {
      const leg = room.authors.legOf('ink', inkId);
      return [room.authors.nameOf(leg), room.isMine('ink', inkId, 'agent')];
    });
  expect([alex, ada, bea].map(seenBy)).toEqual([
    [
      ['Alex', true],
      ['Bea', false],
    ],
    [
      ['Alex', false],
      ['Bea', false],
    ],
    [
      ['Alex', false],
      ['Bea', true],
    ],
  ]);
  const coloursOn = (room: AssistRoom): number[] => ['alex', 'ada', 'bea'].map((leg) => room.authors.colourOf(leg));
  expect(coloursOn(ada)).toEqual(coloursOn(alex));
  expect(new Set(coloursOn(bea)).size).toBe(3);
});
