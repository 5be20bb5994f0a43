// A customer's pass and their signed link come behind the `#` of the address: no server on the way gets to see them, and none
// writes them down.
import { MAX_LINK_LENGTH } from '../../../signalling/protocol/index.ts';

const MAX_PASS_LENGTH = 128;

/** @param fragment with or without its `#` */
export function passOf(fragment: string): { pass?: string; link?: string } {
  const said = new URLSearchParams(fragment.replace(/^#/, ''));
  const [pass, link] = [said.get('pass'), said.get('link')];
  return {
    ...(pass ? { pass: pass.slice(0, MAX_PASS_LENGTH) } : {}),
    ...(link ? { link: link.slice(0, MAX_LINK_LENGTH) } : {}),
  };
}
