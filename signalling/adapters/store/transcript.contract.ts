// What every store must do with entries and stills. Run on each of them.
import { afterEach, beforeEach, expect, it } from 'vitest';
import { callIdSchema, type TranscriptEntry } from '../../protocol/index.ts';
import type { TranscriptNote, Store } from '../../service/ports/store.ts';

const CALL = callIdSchema.parse('call-1');
const OTHER = callIdSchema.parse('call-2');
const SHA256 = 'a'.repeat(64);

function said(entryId: string, atMs: number, changes: Partial<TranscriptNote> = {}): TranscriptNote {
  const entry: TranscriptEntry = { kind: 'chat', messageId: entryId, text: `“${entryId}” é 🙂 \ud800 '; --` };
  return { callId: CALL, party: 'agent', entryId, atMs, entry, ...changes };
}
const still = (sha256 = SHA256, callId = CALL) =>
  ({ callId, sha256, type: 'png', content: Uint8Array.of(1, 2, 3, 0, 255) }) as const;
const pictured = (sha256 = SHA256, atMs = 10): TranscriptNote =>
  said(sha256, atMs, { entry: { kind: 'still', sha256, bytes: 5, width: 2, height: 1 } });
const agreement = (sha256: string): TranscriptNote =>
  said(`agreed-${sha256.slice(-32)}`, 1, {
    entry: { kind: 'agreement', sha256, documentName: 'terms.pdf', statement: 'I agree.', signedName: 'Zoé' },
  });
const agreedFile = (sha256 = SHA256, atMs = 10) =>
  ({ callId: CALL, sha256, atMs, content: Uint8Array.of(37, 80, 68, 70, 0, 255) }) as const;
const NOTHING = { entries: 0, stills: 0, agreements: 0 };
const PLENTY = { stills: 10, entries: 10 };

export function transcriptContract(open: () => Store): void {
  let store: Store;
  beforeEach(() => {
    store = open();
  });
  afterEach(() => store.close());
  const idsOf = async (callId = CALL, skip = 0, limit = 100) =>
    (await store.entriesOf(callId, skip, limit)).map(({ entryId }) => entryId);

  it('[ENTRY-1][STORE-5] gives entries back as they were filed, in order of time, in pages', async () => {
    const [late, early] = [said('late', 30), said('early', 10, { party: 'customer' })];
    const { callId: _callId, ...asRead } = late;
    for (const entry of [late, early, said('same-time', 30), said('elsewhere', 20, { callId: OTHER })]) {
      expect(await store.addEntry(entry, 10)).toBe('filed');
    }
    expect(await idsOf()).toEqual(['early', 'late', 'same-time']);
    expect((await store.entriesOf(CALL, 0, 10))[1]).toEqual(asRead);
    expect(await idsOf(CALL, 1, 1)).toEqual(['late']);
    expect(await idsOf(callIdSchema.parse('never'))).toEqual([]);
  });

  it('[ENTRY-1] takes one party’s id once, and the same id of the other', async () => {
    await store.addEntry(said('one', 10), 10);
    const changed = said('one', 20, { entry: { kind: 'chat', messageId: 'x', text: 'changed' } });
    expect(await store.addEntry(changed, 10)).toBe('known');
    expect(await store.addEntry(said('one', 30, { party: 'customer' }), 10)).toBe('filed');
    const entries = await store.entriesOf(CALL, 0, 10);
    expect(entries.map(({ party, atMs }) => [party, atMs])).toEqual([
      ['agent', 10],
      ['customer', 30],
    ]);
    expect(JSON.stringify(entries)).not.toContain('changed');
  });

  it('[ENTRY-4] is full at the bound, for one call at a time, and still knows what it has', async () => {
    for (const id of ['a', 'b']) await store.addEntry(said(id, 1), 2);
    expect(await store.addEntry(said('c', 1), 2)).toBe('full');
    expect(await store.addEntry(said('a', 1), 2)).toBe('known');
    expect(await store.addEntry(said('c', 1, { callId: OTHER }), 2)).toBe('filed');
    expect(await store.addStill(still(), pictured(), { stills: 5, entries: 2 })).toBe('full');
    expect(await store.findStill(CALL, SHA256)).toBeNull();
  });

  it('[ENTRY-7] files a still with its entry, once, and as many as a call may have', async () => {
    expect(await store.addStill(still(), pictured(), PLENTY)).toBe('filed');
    expect(await store.addStill(still(), pictured(SHA256, 99), PLENTY)).toBe('known');
    const found = await store.findStill(CALL, SHA256);
    expect([found?.type, [...(found?.content ?? [])]]).toEqual(['png', [1, 2, 3, 0, 255]]);
    expect(await idsOf()).toEqual([SHA256]);
    const second = 'b'.repeat(64);
    expect(await store.addStill(still(second), pictured(second), { stills: 1, entries: 10 })).toBe('full');
    expect(await idsOf()).toEqual([SHA256]);
    expect(await store.findStill(OTHER, SHA256)).toBeNull();
  });

  it('[ENTRY-6] forgets entries and stills that are older, each by its own bound', async () => {
    for (const [id, atMs] of [['old', 9] as const, ['kept', 10] as const]) await store.addEntry(said(id, atMs), 10);
    const [second, third] = ['b'.repeat(64), 'c'.repeat(64)];
    await store.addStill(still(), pictured(SHA256, 19), PLENTY);
    await store.addStill(still(second), pictured(second, 20), PLENTY);
    await store.addStill(still(third, OTHER), { ...pictured(third, 5), callId: OTHER }, PLENTY);
    expect(await store.forgetEntries({ entriesMs: 10, stillsMs: 20, agreementsMs: 0 })).toEqual({
      entries: 2,
      stills: 2,
      agreements: 0,
    });
    expect(await idsOf()).toEqual(['kept', SHA256, second]);
    expect(await store.findStill(CALL, SHA256)).toBeNull();
    expect(await store.findStill(CALL, second)).not.toBeNull();
    expect(await store.findStill(OTHER, third)).toBeNull();
    expect(await store.forgetEntries({ entriesMs: 10, stillsMs: 20, agreementsMs: 0 })).toEqual(NOTHING);
  });

  it('[ENTRY-6] forgets any number of them', async () => {
    for (let at = 0; at < 25; at += 1) {
      const sha256 = String(at).padStart(64, '0');
      await store.addStill(still(sha256), pictured(sha256, at), { stills: 50, entries: 50 });
    }
    const gone = await store.forgetEntries({ entriesMs: 24, stillsMs: 24, agreementsMs: 24 });
    expect(gone).toEqual({ entries: 24, stills: 24, agreements: 0 });
    expect(await idsOf()).toHaveLength(1);
  });

  it('[KEEP-2] files what was agreed once, when an agreement on record names it, and as many as a call may have', async () => {
    const second = 'b'.repeat(64);
    expect(await store.addAgreedFile(agreedFile(), 10)).toBe('unnamed');
    // Another kind of entry, and another call’s, name it in vain.
    await store.addEntry(said('d', 1, { entry: { kind: 'document', name: 'x', sha256: SHA256, bytes: 5 } }), 10);
    await store.addEntry({ ...agreement(SHA256), callId: OTHER }, 10);
    expect(await store.addAgreedFile(agreedFile(), 10)).toBe('unnamed');
    for (const sha256 of [SHA256, second]) await store.addEntry(agreement(sha256), 10);
    expect(await store.addAgreedFile(agreedFile(), 1)).toBe('filed');
    expect(await store.addAgreedFile({ ...agreedFile(), content: Uint8Array.of(9) }, 1)).toBe('known');
    expect(await store.addAgreedFile(agreedFile(second), 1)).toBe('full');
    expect([...((await store.findAgreedFile(CALL, SHA256)) ?? [])]).toEqual([37, 80, 68, 70, 0, 255]);
    expect(await store.findAgreedFile(OTHER, SHA256)).toBeNull();
    expect(await store.findAgreedFile(CALL, second)).toBeNull();
  });

  it('[KEEP-3] forgets agreed files by their own bound, any number of them', async () => {
    for (let at = 0; at < 25; at += 1) {
      const sha256 = String(at).padStart(64, '0');
      await store.addEntry(agreement(sha256), 50);
      expect(await store.addAgreedFile(agreedFile(sha256, at), 50)).toBe('filed');
    }
    const bounds = { entriesMs: 0, stillsMs: 0, agreementsMs: 24 };
    expect(await store.forgetEntries(bounds)).toEqual({ entries: 0, stills: 0, agreements: 24 });
    expect(await store.findAgreedFile(CALL, '23'.padStart(64, '0'))).toBeNull();
    expect(await store.findAgreedFile(CALL, '24'.padStart(64, '0'))).not.toBeNull();
    expect(await store.forgetEntries(bounds)).toEqual(NOTHING);
  });
}
