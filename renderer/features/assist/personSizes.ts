// How large each side shows the other person. Beside a document a small picture is enough, and what it saves is the
// document's: a page is drawn sooner, on a slow machine and over a thin line alike.
import type { SharedValue } from '../../../signalling/protocol/assist.ts';
import type { AssistRoom } from '../../core/assist/assistRoom.ts';

export type PersonSize = SharedValue<'personSizes'>['size'];

export class PersonSizes {
  readonly #room: AssistRoom;
  readonly #stop: () => void;

  /** `onShown` is told how large the other side shows this one. */
  constructor(room: AssistRoom, onShown: (isSmall: boolean) => void) {
    this.#room = room;
    const { personSizes } = room.maps;
    const other = room.me === 'agent' ? 'customer' : 'agent';
    let wasSmall = false;
    const look = (): void => {
      // Among several each shows them as they like, and gets what fits of the media server.
      const isSmall = !room.isAmongSeveral && personSizes.get(other)?.size === 'small';
      if (isSmall !== wasSmall) onShown(isSmall);
      wasSmall = isSmall;
    };
    const stops = [personSizes.onChange(look), room.onChange(look)];
    this.#stop = () => stops.forEach((stop) => stop());
  }

  tell(size: PersonSize): void {
    const { personSizes } = this.#room.maps;
    if ((personSizes.get(this.#room.me)?.size ?? 'large') !== size) personSizes.set(this.#room.me, { size });
  }

  close(): void {
    this.#stop();
  }
}
