// As much of a service as has a room, to be killed. Says the room's epoch once its first leg has been told.
import { createSfuBridge } from '../adapters/sfu/sfuBridge.ts';
import type { MediaOptions } from '../mediaProcess/contract.ts';
import { createRecordingLog } from './recordingLog.ts';

const ROOM = 'of-the-killed';
const bridge = createSfuBridge(JSON.parse(process.env['ROOM_OPTIONS'] ?? '') as MediaOptions, createRecordingLog());
bridge.listen((event) => {
  if (event.type === 'legTold' && event.tell.type === 'begun' && event.legId === 'ada')
    process.stdout.write(`${event.tell.epoch}\n`);
});
const rights = { mayProduce: ['audio'], mayProduceData: true } as const;
bridge.ensureRoom(ROOM, 1);
for (const legId of ['ada', 'ben']) bridge.addLeg(ROOM, legId, rights);
setInterval(() => undefined, 1000);
