// Which host names and addresses are this machine only.
export function isLoopbackHost(host: string): boolean {
  return host === 'localhost' || host === '::1' || host === '[::1]' || isIpv4Loopback(host);
}

/** For a socket's remote address. */
export function isLoopbackAddress(address: string): boolean {
  return address === '::1' || isIpv4Loopback(address.replace(/^::ffff:/i, ''));
}

function isIpv4Loopback(address: string): boolean {
  return /^127(\.\d{1,3}){3}$/.test(address);
}
