// A real IMAP server: Debian's dovecot with one account and a configuration of its own. Knows no mail program.
import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { connect, createServer, type AddressInfo } from 'node:net';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import { until } from '../desktop.ts';

export interface ImapServer {
  readonly port: number;
  readonly user: string;
  readonly password: string;
  /** Puts a mail (RFC 5322, either kind of line end) into the inbox. */
  readonly deliver: (rfc822: string) => void;
  /** Mails in the inbox that nobody has opened. */
  readonly countUnseen: () => number;
  readonly close: () => Promise<void>;
}

const USER = 'agent@example.org';
const PASSWORD = 'post';
const DOVECOT = '/usr/sbin/dovecot';

/** Starts dovecot on a free port of 127.0.0.1, without TLS, and waits until it greets. */
export async function startImapServer(): Promise<ImapServer> {
  const folder = mkdtempSync(join(tmpdir(), 'visavis-imap-'));
  // dovecot's helper processes run as another user when it is started as root: they have to get in.
  chmodSync(folder, 0o755);
  const port = await freePort();
  const config = join(folder, 'dovecot.conf');
  mkdirSync(join(folder, 'mail'), { mode: 0o777 });
  chmodSync(join(folder, 'mail'), 0o777);
  writeFileSync(join(folder, 'passwd'), `${USER}:{PLAIN}${PASSWORD}\n`);
  writeFileSync(config, configuration(folder, port));
  const server = spawn(DOVECOT, ['-F', '-c', config], { stdio: 'ignore' });
  try {
    await until('the IMAP server greets', () => greets(port));
  } catch (error) {
    await end(server);
    throw new Error(`dovecot did not start: ${logIn(folder)}`, { cause: error });
  }
  return {
    port,
    user: USER,
    password: PASSWORD,
    deliver: (rfc822) => {
      const input = rfc822.replace(/\r?\n/g, '\r\n');
      execFileSync('doveadm', ['-c', config, 'save', '-u', USER, '-m', 'INBOX'], { input, stdio: 'pipe' });
    },
    countUnseen: () => {
      const parameters = ['-c', config, 'search', '-u', USER, 'mailbox', 'INBOX', 'unseen'];
      return execFileSync('doveadm', parameters, { encoding: 'utf8', stdio: 'pipe' }).split('\n').filter(Boolean)
        .length;
    },
    close: async () => {
      await end(server);
      rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}

function configuration(folder: string, port: number): string {
  const { username } = userInfo();
  const isRoot = process.getuid?.() === 0;
  const owner = isRoot ? 'mail' : username;
  return `
base_dir = ${folder}/run
state_dir = ${folder}/state
log_path = ${folder}/log
protocols = imap
listen = 127.0.0.1
ssl = no
disable_plaintext_auth = no
auth_mechanisms = plain login
mail_location = maildir:${folder}/mail
mail_uid = ${owner}
mail_gid = ${isRoot ? 'mail' : ''}
first_valid_uid = 1
${isRoot ? '' : `default_internal_user = ${username}\ndefault_login_user = ${username}`}
service imap-login {
  chroot =
  inet_listener imap {
    port = ${port}
  }
  inet_listener imaps {
    port = 0
  }
}
service anvil {
  chroot =
}
service stats {
  chroot =
}
passdb {
  driver = passwd-file
  args = ${folder}/passwd
}
userdb {
  driver = static
  args = uid=${owner}${isRoot ? ' gid=mail' : ''} home=${folder}/mail
}
namespace inbox {
  inbox = yes
  separator = /
  mailbox Drafts {
    auto = subscribe
    special_use = \\Drafts
  }
  mailbox Sent {
    auto = subscribe
    special_use = \\Sent
  }
  mailbox Trash {
    auto = subscribe
    special_use = \\Trash
  }
}
`;
}

/** Free a moment ago; dovecot cannot be given an open socket. */
async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const { port } = probe.address() as AddressInfo;
  probe.close();
  await once(probe, 'close');
  return port;
}

async function greets(port: number): Promise<boolean> {
  const socket = connect({ host: '127.0.0.1', port });
  try {
    const [greeting] = (await once(socket, 'data')) as [Buffer];
    return greeting.toString().startsWith('* OK');
  } finally {
    socket.destroy();
  }
}

function logIn(folder: string): string {
  try {
    return readFileSync(join(folder, 'log'), 'utf8');
  } catch {
    return 'it wrote no log';
  }
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const exited = once(child, 'exit');
  child.kill('SIGTERM');
  await exited;
}
