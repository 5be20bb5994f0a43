// Putting the customer on hold and taking them back. Nothing follows from it before the service has done it.

/**
 * @param ask resolves to whether the service has done it
 * @param beside says the sentence in the chat, and ends a look at the customer's face
 */
export async function changeHold(
  held: boolean,
  ask: (held: boolean) => Promise<boolean>,
  beside: { held: (held: boolean) => void } | undefined,
): Promise<void> {
  if (await ask(held)) beside?.held(held);
}
