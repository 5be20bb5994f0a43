// Where the customer's key lies between two calls: in this browser, as an object that cannot be read out. Knows IndexedDB.
import * as z from 'zod/mini';
import { customerIdSchema, type CustomerId } from '../../../signalling/protocol/index.ts';

export type KeptKey = {
  readonly key: CryptoKey;
  /** What the customer is called by at the server. */
  readonly customerId: CustomerId;
  /** The server knows the public half of what signs their consents: the secret that stood for it earlier is not shown again. */
  readonly isProven?: boolean | undefined;
};

export interface KeyStore {
  /** Rejects where this browser keeps nothing, as in some private windows. */
  load(): Promise<KeptKey | undefined>;
  save(kept: KeptKey): Promise<void>;
  clear(): Promise<void>;
}

const DATABASE = 'visavis';
const STORE = 'customerKey';
const MINE = 'mine';
const keptSchema = z.object({
  key: z.instanceof(CryptoKey),
  customerId: customerIdSchema,
  isProven: z.optional(z.boolean()),
});

export function createKeyStore(): KeyStore {
  return {
    load: async () => {
      const found = keptSchema.safeParse(await within('readonly', (store) => store.get(MINE)));
      return found.success ? found.data : undefined;
    },
    save: async (kept) => {
      await within('readwrite', (store) => store.put(kept, MINE));
    },
    clear: async () => {
      await within('readwrite', (store) => store.delete(MINE));
    },
  };
}

async function within(mode: IDBTransactionMode, act: (store: IDBObjectStore) => IDBRequest): Promise<unknown> {
  const database = await opened();
  try {
    const transaction = database.transaction(STORE, mode, { durability: 'strict' });
    const request = act(transaction.objectStore(STORE));
    await new Promise<void>((resolve, reject) => {
      transaction.oncomplete = () => resolve();
      transaction.onabort = () => reject(new Error('the browser kept nothing', { cause: transaction.error }));
    });
    return request.result;
  } finally {
    database.close();
  }
}

function opened(): Promise<IDBDatabase> {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open(DATABASE, 1);
    request.onupgradeneeded = () => request.result.createObjectStore(STORE);
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(new Error('this browser keeps nothing', { cause: request.error }));
  });
}
