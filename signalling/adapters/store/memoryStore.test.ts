// The contract on the store in memory.
import { accountsContract } from './accounts.contract.ts';
import { transcriptContract } from './transcript.contract.ts';
import { identityContract } from './identity.contract.ts';
import { linksContract } from './links.contract.ts';
import { createMemoryStore } from './memoryStore.ts';
import { partsContract } from './parts.contract.ts';
import { secondFactorsContract } from './secondFactors.contract.ts';
import { storeContract } from './store.contract.ts';

storeContract(createMemoryStore);
partsContract(createMemoryStore);
accountsContract(createMemoryStore);
secondFactorsContract(createMemoryStore);
transcriptContract(createMemoryStore);
identityContract(createMemoryStore);
linksContract(createMemoryStore);
