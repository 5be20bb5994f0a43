// An address as everything here compares it: an IPv4 address is one however it was written.

/** Without brackets, port and zone; IPv4 in IPv6 as IPv4. What is no address comes back as it is. */
export function plainAddress(text: string): string {
  const bare = /^\[([^\]]+)\](?::\d+)?$/.exec(text)?.[1] ?? /^(\d+(?:\.\d+){3}):\d+$/.exec(text)?.[1] ?? text;
  const withoutZone = bare.replace(/%.*$/, '');
  return /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(withoutZone)?.[1] ?? withoutZone;
}
