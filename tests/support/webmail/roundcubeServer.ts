// Debian's Roundcube, served by PHP's own server to one account of a given mail server. Knows no browser and no app.
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { DEADLINE_MS } from '../deadline.ts';

export interface RoundcubeServer {
  /** For example `http://127.0.0.1:41234`. */
  readonly origin: string;
  readonly close: () => Promise<void>;
}

const PUBLIC_FOLDER = '/var/lib/roundcube/public_html';
const PACKAGED_CONFIG = '/etc/roundcube';

/** Both ports are on 127.0.0.1 and without TLS. Configuration, database and logs live in a folder that is thrown away. */
export async function startRoundcube(mail: {
  readonly imapPort: number;
  readonly smtpPort: number;
}): Promise<RoundcubeServer> {
  const folder = mkdtempSync(join(tmpdir(), 'visavis-roundcube-'));
  for (const name of ['config', 'temp', 'logs']) mkdirSync(join(folder, name));
  for (const name of ['defaults.inc.php', 'mimetypes.php'])
    symlinkSync(join(PACKAGED_CONFIG, name), join(folder, 'config', name));
  writeFileSync(join(folder, 'config', 'config.inc.php'), configuration(folder, mail));
  // One worker: Roundcube locks its session, and SQLite its file.
  const child = spawn('php', ['-S', '127.0.0.1:0', '-t', PUBLIC_FOLDER], {
    env: { ...process.env, ROUNDCUBE_CONFIG_DIR: join(folder, 'config') },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  const close = async (): Promise<void> => {
    await end(child);
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  };
  try {
    return { origin: await announcedOrigin(child), close };
  } catch (error) {
    await close();
    throw error;
  }
}

function configuration(folder: string, { imapPort, smtpPort }: { imapPort: number; smtpPort: number }): string {
  return `<?php
$config['db_dsnw'] = 'sqlite:///${folder}/roundcube.sqlite?mode=0600';
$config['imap_host'] = '127.0.0.1:${imapPort}';
$config['smtp_host'] = '127.0.0.1:${smtpPort}';
$config['smtp_user'] = '';
$config['smtp_pass'] = '';
$config['des_key'] = 'a key for tests only 24b';
$config['temp_dir'] = '${folder}/temp';
$config['log_dir'] = '${folder}/logs';
$config['language'] = 'en_GB';
$config['skin'] = 'elastic';
$config['plugins'] = [];
$config['enable_spellcheck'] = false;
$config['draft_autosave'] = 0;
$config['htmleditor'] = 2;
$config['drafts_mbox'] = 'Drafts';
$config['sent_mbox'] = 'Sent';
$config['trash_mbox'] = 'Trash';
`;
}

/** PHP names the port it was given on its first line. */
async function announcedOrigin(child: ChildProcess): Promise<string> {
  if (!child.stderr) throw new Error('PHP has no standard error.');
  const timer = setTimeout(() => child.kill('SIGKILL'), DEADLINE_MS);
  const said: string[] = [];
  try {
    for await (const line of createInterface({ input: child.stderr })) {
      said.push(line);
      const origin = /\((http:\/\/127\.0\.0\.1:\d+)\) started/.exec(line)?.[1];
      if (origin !== undefined) return origin;
    }
  } finally {
    clearTimeout(timer);
    child.stderr.resume();
  }
  throw new Error(`PHP's server did not start. It said:\n${said.join('\n')}`);
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const exited = once(child, 'exit');
  child.kill('SIGTERM');
  await exited;
}
