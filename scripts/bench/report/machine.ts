// The machine, the moment and the command a figure belongs to.
import { chromium } from '@playwright/test';
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { cpus, loadavg, release, totalmem, type } from 'node:os';
import { chromiumPath } from '../../../tests/support/chromium.ts';

/** One line: processor, cores, memory, system, versions. */
export function describeMachine(): string {
  const model = cpus()[0]?.model.trim() ?? 'unknown processor';
  const memory = `${Math.round(totalmem() / 2 ** 30)} GB`;
  const browser = chromiumVersion();
  return `${model}, ${cpus().length} cores, ${memory}, ${systemName()} (${type()} ${release()}), Node ${process.versions.node}, ${browser}`;
}

/** When, of which commit, and how busy the machine was before it began. */
export function describeMoment(): string {
  const day = new Date().toISOString().slice(0, 16).replace('T', ' ');
  const load = loadavg()
    .map((value) => value.toFixed(1))
    .join(' ');
  return `${day} UTC, commit ${commit()}, load before ${load}`;
}

function commit(): string {
  try {
    return execFileSync('git', ['rev-parse', '--short', 'HEAD'], { encoding: 'utf8', stdio: 'pipe' }).trim();
  } catch {
    return 'unknown';
  }
}

function chromiumVersion(): string {
  try {
    const program = chromiumPath() ?? chromium.executablePath();
    const said = execFileSync(program, ['--version'], { encoding: 'utf8', stdio: 'pipe', timeout: 10_000 });
    return /[A-Za-z ]+[\d.]+/.exec(said)?.[0].trim() ?? said.trim();
  } catch {
    return 'Chromium of unknown version';
  }
}

function systemName(): string {
  try {
    return /^PRETTY_NAME="(.*)"$/m.exec(readFileSync('/etc/os-release', 'utf8'))?.[1] ?? process.platform;
  } catch {
    return process.platform;
  }
}
