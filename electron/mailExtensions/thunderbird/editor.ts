// Runs in the editor of a compose window and says that somebody typed. Knows when, never what.

/** A lock or a lapse may come between two keys: the next one is told soon after it. */
const SAY_EVERY_MS = 250;
let saidAtMs = -Infinity;

// `beforeinput` and not `keydown`, which comes for Ctrl+W as well. Thunderbird's own changes (quote, signature) cause none.
document.addEventListener(
  'beforeinput',
  (event) => {
    if (!event.isTrusted || performance.now() - saidAtMs < SAY_EVERY_MS) return;
    saidAtMs = performance.now();
    // The event page may be starting: then it finds out by itself that the mail was changed.
    void messenger.runtime.sendMessage('typed').catch(() => undefined);
  },
  { capture: true },
);
