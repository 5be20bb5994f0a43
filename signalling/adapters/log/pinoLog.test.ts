// What the log makes of errors.
import { expect, it } from 'vitest';
import { createPinoLog } from './pinoLog.ts';

it('[OPS-5] says of an error its name, message and place, and nothing else that hangs on it', () => {
  const lines: string[] = [];
  const log = createPinoLog('info', { write: (line) => lines.push(line) });
  const cause = Object.assign(new TypeError('broken'), { params: { notes: 'private' } });
  log.with({ callId: 'call-1' }).error({ event: 'x' }, 'not taken', new Error('outer', { cause }));
  log.error({}, 'not taken', 'private');
  log.debug({}, 'too quiet');
  expect(lines).toHaveLength(2);
  expect(JSON.parse(lines[0] ?? '')).toMatchObject({
    callId: 'call-1',
    event: 'x',
    msg: 'not taken',
    err: { type: 'Error', message: 'outer', cause: { type: 'TypeError', message: 'broken' } },
  });
  expect(lines.join()).not.toContain('private');
});
