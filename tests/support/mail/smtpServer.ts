// A real SMTP server that keeps what it is given and refuses on demand. Knows no mail program and delivers nothing.
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { SMTPServer } from 'smtp-server';

export interface ReceivedMail {
  readonly from: string;
  readonly to: readonly string[];
  /** The whole mail as it came over the wire. */
  readonly rfc822: string;
  /** Epoch milliseconds, just before the client is told. */
  readonly takenAtMs: number;
}

export interface SmtpServer {
  readonly port: number;
  /** What was taken, oldest first. */
  readonly received: readonly ReceivedMail[];
  /** The next mail is refused with this code, after its text was sent, as a policy on its content would. */
  readonly refuseNext: (code: number) => void;
  /** The next mail gets no answer, after its text was sent; what is returned refuses it with this code at last. */
  readonly hangNext: () => (code: number) => void;
  readonly close: () => Promise<void>;
}

interface Refusal extends Error {
  responseCode?: number;
}

/** Starts on a free port of 127.0.0.1, without TLS; any name and password will do, and none too. */
export async function startSmtpServer(options: { readonly refuseFirst?: number } = {}): Promise<SmtpServer> {
  const received: ReceivedMail[] = [];
  let refusal = options.refuseFirst;
  let hanging: Promise<number> | undefined;
  const server = new SMTPServer({
    authOptional: true,
    allowInsecureAuth: true,
    disabledCommands: ['STARTTLS'],
    disableReverseLookup: true,
    onAuth: (auth, _session, done) => done(null, { user: auth.username }),
    onData: (stream, session, done) => {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('end', () => {
        const refuse = (code: number): void => {
          const refused: Refusal = new Error('Refused by the test');
          refused.responseCode = code;
          done(refused);
        };
        if (hanging !== undefined) {
          void hanging.then(refuse);
          hanging = undefined;
          return;
        }
        if (refusal !== undefined) {
          refuse(refusal);
          refusal = undefined;
          return;
        }
        const { mailFrom, rcptTo } = session.envelope;
        received.push({
          from: mailFrom === false ? '' : mailFrom.address,
          to: rcptTo.map(({ address }) => address),
          rfc822: Buffer.concat(chunks).toString(),
          takenAtMs: Date.now(),
        });
        done();
      });
    },
  });
  // A client that hangs up in the middle is the client's matter.
  server.on('error', () => undefined);
  const listener = server.listen(0, '127.0.0.1');
  await once(listener, 'listening');
  return {
    port: (listener.address() as AddressInfo).port,
    received,
    refuseNext: (code) => {
      refusal = code;
    },
    hangNext: () => {
      const { promise, resolve } = Promise.withResolvers<number>();
      hanging = promise;
      return resolve;
    },
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
}
