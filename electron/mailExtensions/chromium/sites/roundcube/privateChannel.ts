// A way from our script among the page's own to our script apart from them, which other scripts of the page cannot enter.
// Both are there before the page's first script: they agree on a name that nobody else hears. Knows not what is said.

const OFFER = 'visavis-channel-offer';
const ASK = 'visavis-channel-ask';
const NAME = /^[0-9a-f]{32}$/;
/** Characters of one message. */
const MAX_MESSAGE_CHARACTERS = 500;

/** The end among the page's scripts. What is posted before the other end is there is kept; there is little. */
export function openPrivateChannel(document: Document): (message: string) => void {
  // Taken now: the page may replace them later and read along.
  const dispatch = document.dispatchEvent.bind(document);
  const Event = CustomEvent;
  const waiting: string[] = [];
  let name: string | undefined;
  document.addEventListener(OFFER, (event) => {
    const offered: unknown = (event as CustomEvent<unknown>).detail;
    if (name !== undefined || typeof offered !== 'string' || !NAME.test(offered)) return;
    name = offered;
    dispatch(new Event(offered, { detail: '' }));
    for (const message of waiting.splice(0)) dispatch(new Event(offered, { detail: message }));
  });
  dispatch(new Event(ASK));
  return (message) => {
    if (name === undefined) waiting.push(message);
    else dispatch(new Event(name, { detail: message }));
  };
}

/** The end apart from the page's scripts. Whichever end comes second completes the agreement, and only once. */
export function acceptPrivateChannel(document: Document, onMessage: (message: string) => void): void {
  const name = crypto.randomUUID().replaceAll('-', '');
  document.addEventListener(name, (event) => {
    // Agreed: whoever asks from now on is somebody else.
    document.removeEventListener(ASK, offer);
    const message: unknown = (event as CustomEvent<unknown>).detail;
    if (typeof message === 'string' && message !== '' && message.length <= MAX_MESSAGE_CHARACTERS) onMessage(message);
  });
  const offer = (): void => {
    document.dispatchEvent(new CustomEvent(OFFER, { detail: name }));
  };
  document.addEventListener(ASK, offer);
  offer();
}
