// Putting the customer on hold and taking them back. Nothing follows from it before the service has done it.

/**
 * @param ask resolves to whether the service has done it
 * @param assist says the sentence in the chat, and ends a look at the customer's face
 */
export async function changeHold(
  held: boolean,
  ask: (held: boolean) => Promise<boolean>,
  assist: { held: (held: boolean) => void } | undefined,
): Promise<void> {
  if (await ask(held)) assist?.held(held);
}
