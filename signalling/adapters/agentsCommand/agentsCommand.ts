// What `npm run agents` does with a store, and what it says. Knows no terminal.
import { parseArgs } from 'node:util';
import {
  agentIdSchema,
  MAX_PASSWORD_LENGTH,
  MIN_PASSWORD_LENGTH,
  personNameSchema,
  roleSchema,
  userNameSchema,
} from '../../protocol/index.ts';
import type { Account } from '../../service/ports/accountStore.ts';
import type { AuditFacts, AuditKind } from '../../service/ports/auditStore.ts';
import type { Clock } from '../../service/ports/clock.ts';
import type { Passwords } from '../../service/ports/passwords.ts';
import type { Tokens } from '../../service/ports/tokens.ts';
import type { Store } from '../../service/ports/store.ts';
import type { CommandOutcome } from '../command/command.ts';

export type AgentsCommandPorts = {
  readonly store: Store;
  readonly dataDir: string;
  readonly clock: Pick<Clock, 'nowMs'>;
  readonly passwords: Passwords;
  readonly tokens: Tokens;
  /** The password, or a sentence about why there is none. */
  readonly askPassword: (options: { fromStdin: boolean }) => Promise<{ password: string } | { refusal: string }>;
};

type Options = { readonly display?: string; readonly role?: string; readonly 'password-stdin'?: boolean };

const USAGE = `Usage:
  npm run agents -- add NAME [--display "First Last"] [--role agent|supervisor] [--password-stdin]
  npm run agents -- list
  npm run agents -- password NAME [--password-stdin]
  npm run agents -- role NAME agent|supervisor
  npm run agents -- sessions NAME
  npm run agents -- sign-out NAME
  npm run agents -- second-factor NAME off
  npm run agents -- remove NAME`;
const WITH_VALUE: ReadonlySet<string> = new Set(['role', 'second-factor']);
const NAME_RULE = 'A name has 1 to 64 letters, digits or . _ @ -';

const done = (text: string): CommandOutcome => ({ ok: true, text });
const refused = (text: string): CommandOutcome => ({ ok: false, text });

export async function runAgentsCommand(args: readonly string[], ports: AgentsCommandPorts): Promise<CommandOutcome> {
  const parsed = parse(args);
  if (parsed === null) return refused(USAGE);
  const { verb, name, value, options } = parsed;
  if (verb === 'list' && name === undefined) return list(ports);
  if (name === undefined || (value !== undefined) !== WITH_VALUE.has(verb)) return refused(USAGE);
  if (verb === 'add') return add(name, options, ports);
  const change = CHANGES.get(verb);
  if (change === undefined) return refused(USAGE);
  const account = await ports.store.findAccount(name);
  return account === null ? refused(`There is no agent ${name}.`) : change(account, ports, options, value ?? '');
}

type Change = (account: Account, ports: AgentsCommandPorts, options: Options, value: string) => Promise<CommandOutcome>;

/** What is done with an agent who is there. */
const CHANGES: ReadonlyMap<string, Change> = new Map([
  ['password', changePassword],
  ['role', changeRole],
  ['sessions', listSessions],
  ['sign-out', signOut],
  ['second-factor', resetSecondFactor],
  ['remove', remove],
]);

function parse(args: readonly string[]) {
  const options = {
    display: { type: 'string' },
    role: { type: 'string' },
    'password-stdin': { type: 'boolean' },
  } as const;
  try {
    const { positionals, values } = parseArgs({ args: [...args], options, allowPositionals: true });
    const [verb, name, value, ...rest] = positionals;
    return verb === undefined || rest.length > 0 ? null : { verb, name, value, options: values as Options };
  } catch {
    return null;
  }
}

async function list({ store, dataDir }: AgentsCommandPorts): Promise<CommandOutcome> {
  const accounts = await store.listAccounts();
  if (accounts.length === 0) return done(`There are no agents in ${dataDir} yet. Add one: npm run agents -- add NAME`);
  const withFactor = new Set(await store.listSecondFactors());
  return done(
    accounts
      .map(({ agentId, userName, displayName, role }) =>
        [userName, displayName, role, ...(withFactor.has(agentId) ? ['second factor'] : [])].join('\t'),
      )
      .join('\n'),
  );
}

async function add(name: string, options: Options, ports: AgentsCommandPorts): Promise<CommandOutcome> {
  const { store, passwords, tokens, dataDir } = ports;
  const userName = userNameSchema.safeParse(name);
  if (!userName.success) return refused(`“${name}” cannot be a name. ${NAME_RULE}.`);
  const displayName = personNameSchema.safeParse(options.display ?? userName.data);
  if (!displayName.success) return refused('--display must be 1 to 80 characters.');
  const role = roleSchema.safeParse(options.role ?? 'agent');
  if (!role.success) return refused('--role must be agent or supervisor.');
  if ((await store.findAccount(userName.data)) !== null) return refused(`There is already an agent ${userName.data}.`);
  const password = await choosePassword(options, ports);
  if ('refusal' in password) return refused(password.refusal);
  const agentId = agentIdSchema.parse(tokens.createId());
  const isAdded = await store.addAccount({
    agentId,
    userName: userName.data,
    displayName: displayName.data,
    role: role.data,
    passwordHash: await passwords.hash(password.password),
    demo: false,
  });
  if (!isAdded) return refused(`There is already an agent ${userName.data}.`);
  await note(ports, 'accountAdded', { agentId, role: role.data });
  return done(`Added ${userName.data} (${displayName.data}, ${role.data}) to ${dataDir}.`);
}

async function changePassword(account: Account, ports: AgentsCommandPorts, options: Options): Promise<CommandOutcome> {
  const { store, passwords, clock } = ports;
  const password = await choosePassword(options, ports);
  if ('refusal' in password) return refused(password.refusal);
  const passwordHash = await passwords.hash(password.password);
  await store.setPasswordHash(account.agentId, { passwordHash, keep: null, atMs: clock.nowMs() });
  await note(ports, 'passwordChanged', { agentId: account.agentId, by: null });
  return done(`Changed the password of ${account.userName}. Their sessions have ended: they must sign in again.`);
}

async function changeRole(
  { agentId, userName }: Account,
  ports: AgentsCommandPorts,
  _: Options,
  value: string,
): Promise<CommandOutcome> {
  const role = roleSchema.safeParse(value);
  if (!role.success) return refused('The role must be agent or supervisor.');
  await ports.store.setRole(agentId, role.data, ports.clock.nowMs());
  await note(ports, 'roleChanged', { agentId, role: role.data });
  return done(`${userName} is ${role.data} now. Where that is new their sessions have ended: they must sign in again.`);
}

async function listSessions(
  { agentId, userName }: Account,
  { store, clock }: AgentsCommandPorts,
): Promise<CommandOutcome> {
  const sessions = await store.sessionsOf(agentId, clock.nowMs());
  if (sessions.length === 0) return done(`${userName} is not signed in anywhere.`);
  const at = (ms: number): string => new Date(ms).toISOString().replace(/:\d\d\.\d+Z$/, 'Z');
  return done(
    sessions
      .map(({ device, startedAtMs, lastSeenAtMs }) =>
        [device === '' ? 'unknown device' : device, `since ${at(startedAtMs)}`, `last seen ${at(lastSeenAtMs)}`].join(
          '\t',
        ),
      )
      .join('\n'),
  );
}

async function signOut({ agentId, userName }: Account, ports: AgentsCommandPorts): Promise<CommandOutcome> {
  const ended = await ports.store.endSessions(agentId, { keep: null }, ports.clock.nowMs());
  if (ended === 0) return done(`${userName} is not signed in anywhere.`);
  await note(ports, 'sessionsEnded', { agentId, by: null, ended });
  return done(`Signed ${userName} out (sessions ended: ${String(ended)}). A call that goes on is finished first.`);
}

async function resetSecondFactor(
  { agentId, userName }: Account,
  ports: AgentsCommandPorts,
  _: Options,
  value: string,
): Promise<CommandOutcome> {
  if (value !== 'off') return refused('A second factor can only be turned off here: its owner sets it up in the app.');
  if (!(await ports.store.resetSecondFactor(agentId, ports.clock.nowMs()))) {
    return done(`${userName} has no second factor.`);
  }
  await note(ports, 'secondFactorOff', { agentId, by: null });
  return done(
    `Turned the second factor of ${userName} off. Their sessions have ended; they are told when they sign in again.`,
  );
}

async function remove({ agentId, userName }: Account, ports: AgentsCommandPorts): Promise<CommandOutcome> {
  await ports.store.removeAccount(agentId, ports.clock.nowMs());
  await note(ports, 'accountRemoved', { agentId });
  return done(
    `Removed ${userName}. Their calls stay on record; whoever they were talking to goes back to the head of the line.`,
  );
}

/** Done on this machine, by whoever may write the store. */
function note({ store, clock }: AgentsCommandPorts, kind: AuditKind, facts: AuditFacts): Promise<void> {
  return store.appendAudit({ atMs: clock.nowMs(), kind, facts });
}

async function choosePassword(options: Options, { askPassword }: AgentsCommandPorts) {
  const answer = await askPassword({ fromStdin: options['password-stdin'] ?? false });
  if ('refusal' in answer) return answer;
  if (answer.password.length < MIN_PASSWORD_LENGTH || answer.password.length > MAX_PASSWORD_LENGTH) {
    return { refusal: `A password has ${MIN_PASSWORD_LENGTH} to ${MAX_PASSWORD_LENGTH} characters.` };
  }
  return answer;
}
