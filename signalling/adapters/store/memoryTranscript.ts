// Entries and stills of calls in plain lists, for tests.
/* eslint-disable @typescript-eslint/require-await -- the port is async, and so a throw becomes the rejection it promises */
import type { AgreedFile, TranscriptNote, TranscriptStore, Filing, Still } from '../../service/ports/store.ts';

export function memoryTranscript(): TranscriptStore {
  let entries: TranscriptNote[] = [];
  let stills: (Still & { readonly atMs: number })[] = [];
  let agreed: AgreedFile[] = [];

  function file(entry: TranscriptNote, most: number): Filing {
    const ofCall = entries.filter(({ callId }) => callId === entry.callId);
    if (ofCall.some(({ party, entryId }) => party === entry.party && entryId === entry.entryId)) return 'known';
    if (ofCall.length >= most) return 'full';
    entries.push(entry);
    return 'filed';
  }

  return {
    addEntry: async (entry, most) => file(entry, most),
    entriesOf: async (callId, skip, limit) =>
      entries
        .filter((entry) => entry.callId === callId)
        .sort((a, b) => a.atMs - b.atMs)
        .slice(skip, skip + limit)
        .map(({ callId: _callId, ...entry }) => entry),
    async addStill(still, entry, most) {
      const ofCall = stills.filter(({ callId }) => callId === still.callId);
      if (ofCall.some(({ sha256 }) => sha256 === still.sha256)) return 'known';
      if (ofCall.length >= most.stills || file(entry, most.entries) === 'full') return 'full';
      stills.push({ ...still, atMs: entry.atMs });
      return 'filed';
    },
    async findStill(callId, sha256) {
      const still = stills.find((one) => one.callId === callId && one.sha256 === sha256);
      return still === undefined ? null : { type: still.type, content: still.content };
    },
    async addAgreedFile(agreedFile, most) {
      const { callId, sha256 } = agreedFile;
      const ofCall = agreed.filter((one) => one.callId === callId);
      if (ofCall.some((one) => one.sha256 === sha256)) return 'known';
      const isNamed = entries.some(
        (one) => one.callId === callId && one.entry.kind === 'agreement' && one.entry.sha256 === sha256,
      );
      if (!isNamed) return 'unnamed';
      if (ofCall.length >= most) return 'full';
      agreed.push(agreedFile);
      return 'filed';
    },
    async findAgreedFile(callId, sha256) {
      return agreed.find((one) => one.callId === callId && one.sha256 === sha256)?.content ?? null;
    },
    async forgetEntries({ entriesMs, stillsMs, agreementsMs }) {
      const before = { entries: entries.length, stills: stills.length, agreements: agreed.length };
      entries = entries.filter(({ atMs }) => atMs >= entriesMs);
      stills = stills.filter(({ atMs }) => atMs >= stillsMs);
      agreed = agreed.filter(({ atMs }) => atMs >= agreementsMs);
      return {
        entries: before.entries - entries.length,
        stills: before.stills - stills.length,
        agreements: before.agreements - agreed.length,
      };
    },
  };
}
