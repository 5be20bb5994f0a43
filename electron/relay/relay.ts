// Carries a connection's messages between a mail program's native messaging and the app's socket, and comes back to the app by itself.
// Knows both framings and nothing of what is said, except that the first message introduces the connection.
import { connect, type Socket } from 'node:net';
import type { Readable, Writable } from 'node:stream';
import { createLineReader } from './lineReader.ts';
import { createFrameReader, frameOf } from './nativeFrames.ts';

/** As in electron/contract/cti.ts, which the relay does without: it is one file with no package. */
const MAX_MESSAGE_BYTES = 16_384;
const RETRY_MS = 500;
const APP_NOT_RUNNING = '{"type":"problem","code":"appNotRunning"}';

export type RelayOptions = {
  readonly input: Readable;
  readonly output: Writable;
  /** Path of the app's socket, or name of its pipe. */
  readonly address: string;
  readonly retryMs?: number;
};

/** Runs until the mail program closes its end or says something that is no message; resolves then. */
export function runRelay({ input, output, address, retryMs = RETRY_MS }: RelayOptions): Promise<void> {
  return new Promise((resolve) => {
    let app: Socket | undefined;
    let isConnected = false;
    let isOver = false;
    let saidAway = false;
    let hello: string | undefined;
    let retry: NodeJS.Timeout | undefined;

    const finish = (): void => {
      if (isOver) return;
      isOver = true;
      clearTimeout(retry);
      app?.destroy();
      resolve();
    };

    const join = (): void => {
      const socket = connect(address);
      app = socket;
      const read = createLineReader(MAX_MESSAGE_BYTES, (line) => output.write(frameOf(line)));
      socket.on('connect', () => {
        isConnected = true;
        saidAway = false;
        // The mail program does not see the app go and come: the connection is introduced for it.
        if (hello !== undefined) socket.write(`${hello}\n`);
      });
      socket.on('data', (chunk) => {
        if (!read(chunk)) socket.destroy();
      });
      // What went wrong does not matter: 'close' follows.
      socket.on('error', () => undefined);
      socket.on('close', () => {
        isConnected = false;
        if (isOver) return;
        if (!saidAway) output.write(frameOf(APP_NOT_RUNNING));
        saidAway = true;
        retry = setTimeout(join, retryMs);
      });
    };

    const readFrame = createFrameReader(MAX_MESSAGE_BYTES, (json) => {
      // A line is a message: the line ends that JSON may hold between its tokens have no place in it.
      const line = json.replace(/[\r\n]/g, ' ');
      hello ??= line;
      if (isConnected) app?.write(`${line}\n`);
    });
    input.on('data', (chunk: Buffer) => {
      if (!readFrame(chunk)) finish();
    });
    input.on('end', finish);
    input.on('error', finish);
    output.on('error', finish);
    join();
  });
}
