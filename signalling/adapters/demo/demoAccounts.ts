// The accounts of demo mode. Everybody knows their password, so they exist nowhere else.
import { agentIdSchema, type Role } from '../../protocol/index.ts';
import type { Passwords } from '../../service/ports/passwords.ts';
import type { AccountStore } from '../../service/ports/accountStore.ts';

const DEMO_PASSWORD = 'demo';
const DEMO_PEOPLE: readonly { readonly userName: string; readonly displayName: string; readonly role: Role }[] = [
  { userName: 'agent', displayName: 'Alex Martin', role: 'agent' },
  { userName: 'agent2', displayName: 'Billie Durand', role: 'agent' },
  { userName: 'supervisor', displayName: 'Sacha Petit', role: 'supervisor' },
];

/** Adds those that are missing. */
export async function addDemoAccounts(store: AccountStore, passwords: Passwords): Promise<void> {
  // All at once: a good hash takes its time.
  await Promise.all(
    DEMO_PEOPLE.map(async ({ userName, displayName, role }) => {
      if ((await store.findAccount(userName)) !== null) return;
      const passwordHash = await passwords.hash(DEMO_PASSWORD);
      const agentId = agentIdSchema.parse(`demo-${userName}`);
      await store.addAccount({ agentId, userName, displayName, role, passwordHash, demo: true });
    }),
  );
}
