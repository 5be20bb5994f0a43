// A customer's pass comes behind the `#` of their link: no server on the way gets to see it, and none writes it down.
const MAX_PASS_LENGTH = 128;

/** @param fragment with or without its `#` */
export function passOf(fragment: string): { pass?: string } {
  const pass = new URLSearchParams(fragment.replace(/^#/, '')).get('pass');
  return pass ? { pass: pass.slice(0, MAX_PASS_LENGTH) } : {};
}
