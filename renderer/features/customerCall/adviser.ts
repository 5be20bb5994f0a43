// Who has the customer's call, as far as the page must know: whether it is another adviser than before. Pure.
import type { CustomerPhase } from '../../../signalling/protocol/index.ts';

type Active = Extract<CustomerPhase, { name: 'active' }>;

export class Adviser {
  #answeredAtMs = 0;

  /**
   * `room`: that the page is in. With another adviser nothing of the one before goes on, also where the word that it went through the line
   * was lost; who has the call next in the same room was in it, and all goes on.
   */
  isAnother({ answeredAtMs, conference }: Active, room: number | undefined): boolean {
    const isSame = answeredAtMs === this.#answeredAtMs;
    this.#answeredAtMs = answeredAtMs;
    return !isSame && (conference?.room === undefined || conference.room !== room);
  }
}
