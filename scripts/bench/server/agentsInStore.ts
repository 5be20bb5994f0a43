// Many agents with a session each, put straight into a store: hashing five thousand passwords would take minutes.
import { createScryptPasswords } from '../../../signalling/adapters/passwords/scryptPasswords.ts';
import { randomTokens } from '../../../signalling/adapters/tokens/randomTokens.ts';
import { agentIdSchema } from '../../../signalling/protocol/index.ts';
import { NO_SEAL } from '../../../signalling/adapters/store/rowSeal.ts';
import { openStoreIn } from '../../../signalling/server.ts';

const DAY_MS = 24 * 60 * 60 * 1000;

/** @returns a session token for each agent */
export async function addAgents(dataDir: string, count: number): Promise<string[]> {
  const store = openStoreIn(dataDir, Date.now(), NO_SEAL);
  const passwordHash = await createScryptPasswords().hash('the same for all');
  const sessionTokens: string[] = [];
  for (let number = 0; number < count; number += 1) {
    const agentId = agentIdSchema.parse(`bench-${number}`);
    const displayName = `Agent ${number}`;
    await store.addAccount({
      agentId,
      userName: `bench${number}`,
      displayName,
      role: 'agent',
      passwordHash,
      demo: false,
    });
    const token = randomTokens.createToken();
    const [tokenHash, nowMs] = [randomTokens.hash(token), Date.now()];
    const times = { startedAtMs: nowMs, lastSeenAtMs: nowMs, expiresAtMs: nowMs + DAY_MS };
    await store.addSession({ sessionId: randomTokens.createId(), tokenHash, agentId, device: '', ...times });
    sessionTokens.push(token);
  }
  await store.close();
  return sessionTokens;
}
