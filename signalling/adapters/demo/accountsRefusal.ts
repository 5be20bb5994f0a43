// Whether the accounts in a store fit the mode. Demo accounts and real ones never share a store.
import type { Account } from '../../service/ports/accountStore.ts';

/** A sentence that says what to do, or null when they fit. */
export function accountsRefusal(demo: boolean, accounts: readonly Account[], dataDir: string): string | null {
  const unfit = accounts.filter((account) => account.demo !== demo).map(({ userName }) => userName);
  if (unfit.length === 0) return null;
  const names = unfit.slice(0, 5).join(', ');
  return demo
    ? `VISAVIS_DATA_DIR must name another folder in demo mode: the store in ${dataDir} has real accounts (${names}).`
    : `VISAVIS_DATA_DIR must name another folder: the store in ${dataDir} has demo accounts (${names}), whose password everybody knows.`;
}
