// What our own picker shows and what is chosen in it. Knows the host's list; not the capture that follows.
import { screenName } from './shareWords.ts';
import type { ScreenAccess, ScreenSource, ShareHost } from './shareHost.ts';

export type PickerTab = 'window' | 'screen';

/** How often the pictures are taken anew while the picker is open. */
const REFRESH_MS = 2_000;

export class ScreenPicker {
  readonly #host: ShareHost;
  #sources = $state.raw<readonly ScreenSource[]>();
  #access = $state<ScreenAccess>('unknown');
  #canShareSound = $state(false);
  #tab = $state<PickerTab>('window');
  #chosenId = $state<string>();
  #isConfirming = $state(false);
  withSound = $state(false);
  #timer: ReturnType<typeof setTimeout> | undefined;
  #isOpen = false;

  constructor(host: ShareHost) {
    this.#host = host;
  }

  /** Undefined until the first look is back. */
  get sources(): readonly ScreenSource[] | undefined {
    return this.#sources?.filter(({ kind }) => kind === this.#tab);
  }

  get access(): ScreenAccess {
    return this.#access;
  }

  get canShareSound(): boolean {
    return this.#canShareSound;
  }

  get tab(): PickerTab {
    return this.#tab;
  }

  get chosen(): ScreenSource | undefined {
    return this.sources?.find(({ sourceId }) => sourceId === this.#chosenId);
  }

  /** A whole screen was chosen, and the person is asked whether they mean it. */
  get isConfirming(): boolean {
    return this.#isConfirming;
  }

  /** Looks now and every two seconds, until `close`. */
  open(): void {
    if (this.#isOpen) return;
    this.#isOpen = true;
    this.#tab = 'window';
    this.#chosenId = undefined;
    this.#isConfirming = false;
    this.withSound = false;
    void this.#look();
  }

  close(): void {
    this.#isOpen = false;
    clearTimeout(this.#timer);
    // Pictures of other windows are not kept longer than they are looked at.
    this.#sources = undefined;
  }

  show(tab: PickerTab): void {
    this.#tab = tab;
    this.#chosenId = undefined;
  }

  choose(sourceId: string): void {
    this.#chosenId = sourceId;
  }

  /** What is to be shared, or undefined when nothing is chosen or a whole screen has to be confirmed first. */
  confirm(): ScreenSource | undefined {
    const { chosen } = this;
    if (chosen?.kind === 'screen' && !this.#isConfirming) {
      this.#isConfirming = true;
      return undefined;
    }
    return chosen;
  }

  takeBack(): void {
    this.#isConfirming = false;
  }

  /** At once, because the person says that something has changed. */
  lookAgain(): void {
    clearTimeout(this.#timer);
    void this.#look();
  }

  async #look(): Promise<void> {
    const sources = await this.#host.list();
    // Asked after listing: the list is what the permission is judged by.
    const { access, canShareSound } = await this.#host.describe();
    if (!this.#isOpen) return;
    this.#sources = named(sources);
    this.#access = access;
    this.#canShareSound = canShareSound;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.#look(), REFRESH_MS);
  }
}

/** Systems name screens in their own language or not at all; windows bear their titles. */
function named(sources: readonly ScreenSource[]): ScreenSource[] {
  const screens = sources.filter(({ kind }) => kind === 'screen');
  return sources.map((source) =>
    source.kind === 'screen' ? { ...source, name: screenName(screens.indexOf(source), screens.length) } : source,
  );
}
