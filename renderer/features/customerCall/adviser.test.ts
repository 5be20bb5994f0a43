// When a customer's page begins anew with another adviser, and when all goes on.
import { expect, it } from 'vitest';
import type { CustomerPhase, LegId } from '../../../signalling/protocol/index.ts';
import { Adviser } from './adviser.ts';

type Active = Extract<CustomerPhase, { name: 'active' }>;

function phase(answeredAtMs: number, room?: number): Active {
  const conference = room === undefined ? {} : { conference: { legId: 'leg' as LegId, room, people: [] } };
  const about = { name: 'active', agentName: 'Alex', generation: 1, held: false, agentConnected: true } as const;
  return { ...about, answeredAtMs, iceServers: [], relayOnly: false, ...conference };
}

it('[TRANSFER-6][JOIN-3] another adviser is met anew, unless the call was left to them in the room that the page is in', () => {
  const adviser = new Adviser();
  const met = [
    adviser.isAnother(phase(1), undefined),
    adviser.isAnother(phase(1), undefined),
    adviser.isAnother(phase(2), undefined),
    adviser.isAnother(phase(2, 5), undefined),
    adviser.isAnother(phase(3, 5), 5),
    adviser.isAnother(phase(4, 6), 5),
    adviser.isAnother(phase(5), 6),
  ];
  expect(met).toEqual([true, false, true, false, false, true, true]);
});
