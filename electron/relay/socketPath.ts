// Where the app listens for its relay, the same on both sides. Knows the environment it is given; touches no file.
import path from 'node:path';

export type SocketPlace = {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly platform: string;
  readonly home: string;
  readonly userName: string;
};

/** `folder` is to be the person's own, 0700; a named pipe has none. */
export type SocketPath = { readonly address: string; readonly folder: string | undefined };

const SOCKET = 'cti.sock';

/** `VISAVIS_CTI_DIR` wins, then the folder that the system makes at sign-in, then one in the home. */
export function socketPath({ env, platform, home, userName }: SocketPlace): SocketPath {
  const own = env['VISAVIS_CTI_DIR'];
  if (platform === 'win32') {
    // Pipes have no folders: the name carries who owns it, and the pipe's own access list keeps others out.
    const name = `visavis-cti-${userName}${own ? `-${own}` : ''}`.replace(/[^A-Za-z0-9.-]/g, '_');
    return { address: `\\\\.\\pipe\\${name}`, folder: undefined };
  }
  const runtime = env['XDG_RUNTIME_DIR'];
  const folder = own ? path.resolve(own) : runtime ? path.join(runtime, 'visavis') : path.join(home, '.visavis');
  return { address: path.join(folder, SOCKET), folder };
}
