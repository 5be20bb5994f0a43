// Which links have been used. Knows hashes of their ids only.
/* eslint-disable @typescript-eslint/require-await -- the port is async, and so a throw becomes the rejection it promises */
import type { DatabaseSync } from 'node:sqlite';
import type { LinkStore } from '../../service/ports/links.ts';

export function linkStore(db: DatabaseSync): LinkStore {
  const forget = db.prepare('DELETE FROM used_links WHERE good_until_ms <= ?');
  const use = db.prepare('INSERT OR IGNORE INTO used_links VALUES (?, ?)');
  const giveBack = db.prepare('DELETE FROM used_links WHERE id_hash = ?');
  return {
    async useLink(idHash, goodUntilMs, nowMs) {
      forget.run(nowMs);
      return use.run(idHash, goodUntilMs).changes === 1;
    },
    async giveLinkBack(idHash) {
      giveBack.run(idHash);
    },
  };
}
