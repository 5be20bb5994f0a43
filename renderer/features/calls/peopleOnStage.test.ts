// Who stands on the stage, and whose screen is whose.
import { expect, it } from 'vitest';
import type { Conference, LegId, MediaState } from '../../../signalling/protocol/index.ts';
import type { RemoteMedia } from '../../core/sfuLink/roomPort.ts';
import { othersOnStage, screenOf } from './peopleOnStage.ts';

const stream = (id: string) => ({ id }) as MediaStream;
const remote = (legId: string): RemoteMedia => ({
  legId,
  incoming: stream(`${legId} camera`),
  incomingScreen: stream(`${legId} screen`),
  sending: new Set(['audio', 'video', 'screen']),
  isPictureHeldBack: false,
});
const remotes = new Map(['ada', 'bea'].map((leg) => [leg, remote(leg)]));

it('[SHARE-25] among several a screen is that of whoever shares it, and of two the other’s', () => {
  const first = stream('of the first who shares');
  const inRoom = { isInRoom: true, remotes, incomingScreen: first };
  expect(screenOf('bea', inRoom)?.id).toBe('bea screen');
  expect(screenOf('ada', inRoom)?.id).toBe('ada screen');
  expect(screenOf('gone', inRoom)).toBeUndefined();
  expect(screenOf(undefined, inRoom)).toBe(first);
  expect(screenOf('bea', { ...inRoom, isInRoom: false })).toBe(first);
});

it('[MEDIA-13] whose picture was given up is not said to have turned the camera off', () => {
  const sending = { microphone: true, camera: false };
  const heldBack = (state: MediaState) => {
    const brought = {
      direct: { incoming: undefined, sending: state },
      isInRoom: false,
      remotes: new Map(),
      signing: [],
    };
    return othersOnStage(undefined, 'agent', brought, 'Ada').map(({ isPictureHeldBack }) => isPictureHeldBack);
  };
  expect([heldBack(sending), heldBack({ ...sending, pictureGivenUp: true })]).toEqual([[false], [true]]);
});

it('[SIGN-1] whoever signs is known on the stage by their leg, and of two without one', () => {
  const person = (legId: string, role: 'customer' | 'primary' | 'colleague') =>
    ({ legId: legId as LegId, name: legId, role, state: 'joined' }) as const;
  const conference: Conference = {
    legId: 'alex' as LegId,
    people: [person('ada', 'customer'), person('alex', 'primary'), person('bea', 'colleague')],
  };
  const direct = { incoming: undefined, sending: { microphone: true, camera: true } };
  const brought = { direct, isInRoom: true, remotes, signing: ['bea'] };
  const signing = (of: Conference | undefined, among = brought) =>
    othersOnStage(of, 'agent', among, 'Ada').flatMap(({ name, isSigning }) => (isSigning ? [name] : []));
  expect(signing(conference)).toEqual(['bea']);
  expect(signing(undefined, { ...brought, isInRoom: false })).toEqual(['Ada']);
  expect(signing(undefined, { ...brought, isInRoom: false, signing: [] })).toEqual([]);
});
