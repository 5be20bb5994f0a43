// Whether there is anything that could carry the media of more than two people.
import { fail, ok, type Result } from '../../../protocol/index.ts';
import type { Service } from '../../service.ts';

/** Problems: roomsUnavailable, with the state of the media server for developers. */
export function roomsThere({ mediaBridge: { state } }: Pick<Service, 'mediaBridge'>): Result<null> {
  return state.is === 'available' ? ok(null) : fail('roomsUnavailable', state.why);
}
