// Where a server lives that misfortunes befall: a small disk of its own where one can be mounted, and a settings file beside it.
import { spawnSync } from 'node:child_process';
import { closeSync, mkdirSync, mkdtempSync, openSync, rmSync, writeFileSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { STORE_FILE } from '../../adapters/store/sqliteStore.ts';

/** Nobody serves `cards`: there they wait. One agent serves `loans`: there they talk. */
const SETTINGS = `
work: { mostBits: 0 }
queues:
  - id: cards
    name: { en: Cards, fr: Cartes }
    maxWaiting: 1000
    reasons: [{ id: solved, name: { en: Solved, fr: Résolu } }]
  - id: loans
    name: { en: Loans, fr: Prêts }
    reasons: [{ id: solved, name: { en: Solved, fr: Résolu } }]
agents:
  - { userName: agent, queues: [loans] }
`;

export class Place {
  readonly disk: string;
  readonly settings: string;
  readonly isMounted: boolean;
  readonly #folder = mkdtempSync(join(tmpdir(), 'visavis-misfortunes-'));

  constructor() {
    this.disk = join(this.#folder, 'disk');
    this.settings = join(this.#folder, 'visavis.yaml');
    mkdirSync(this.disk);
    this.isMounted = spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=16m', 'tmpfs', this.disk]).status === 0;
    this.writeSettings();
  }

  writeSettings(topic = 'Cards'): void {
    writeFileSync(this.settings, SETTINGS.replace('en: Cards', `en: ${topic}`));
  }

  garbleSettings(): void {
    writeFileSync(this.settings, 'queues: [{ id: ');
  }

  cutSettings(): void {
    writeFileSync(this.settings, SETTINGS.slice(0, 60));
  }

  loseSettings(): void {
    rmSync(this.settings);
  }

  remount(mode: 'ro' | 'rw'): boolean {
    return spawnSync('mount', ['-o', `remount,${mode}`, this.disk]).status === 0;
  }

  /** Until `free`. What is free in the log beside the store would still take something, so that is emptied before. */
  fill(): void {
    const db = new DatabaseSync(join(this.disk, STORE_FILE));
    db.exec('PRAGMA busy_timeout = 5000; PRAGMA wal_checkpoint(TRUNCATE)');
    db.close();
    const file = openSync(this.#filler, 'w');
    for (let size = 65_536; size >= 512; size /= 2) {
      try {
        for (;;) if (writeSync(file, Buffer.alloc(size)) < size) break;
      } catch {
        // Full at this size; a smaller piece may still fit.
      }
    }
    closeSync(file);
  }

  free(): void {
    rmSync(this.#filler);
  }

  dispose(): void {
    if (this.isMounted) {
      this.remount('rw');
      spawnSync('umount', [this.disk]);
    }
    rmSync(this.#folder, { recursive: true, force: true });
  }

  get #filler(): string {
    return join(this.disk, 'filler');
  }
}
