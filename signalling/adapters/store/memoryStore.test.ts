// The contract on the store in memory.
import { createMemoryStore } from './memoryStore.ts';
import { storeContract } from './store.contract.ts';

storeContract(createMemoryStore);
