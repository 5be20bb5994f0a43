// What `npm run agents` does with a store, and what it says. Knows no terminal.
import { parseArgs } from 'node:util';
import { agentIdSchema, personNameSchema, roleSchema, userNameSchema } from '../../protocol/index.ts';
import type { Passwords, Tokens } from '../../service/ports/machineRoom.ts';
import type { Store } from '../../service/ports/store.ts';

export type AgentsCommandPorts = {
  readonly store: Store;
  readonly dataDir: string;
  readonly passwords: Passwords;
  readonly tokens: Tokens;
  /** The password, or a sentence about why there is none. */
  readonly askPassword: (options: { fromStdin: boolean }) => Promise<{ password: string } | { refusal: string }>;
};
export type CommandOutcome = { readonly ok: boolean; readonly text: string };

type Options = { readonly display?: string; readonly role?: string; readonly 'password-stdin'?: boolean };

const USAGE = `Usage:
  npm run agents -- add NAME [--display "First Last"] [--role agent|supervisor] [--password-stdin]
  npm run agents -- list
  npm run agents -- password NAME [--password-stdin]
  npm run agents -- remove NAME`;
const NAME_RULE = 'A name has 1 to 64 letters, digits or . _ @ -';
const MIN_PASSWORD_LENGTH = 8;

const done = (text: string): CommandOutcome => ({ ok: true, text });
const refused = (text: string): CommandOutcome => ({ ok: false, text });

export async function runAgentsCommand(args: readonly string[], ports: AgentsCommandPorts): Promise<CommandOutcome> {
  const parsed = parse(args);
  if (parsed === null) return refused(USAGE);
  const { verb, name, options } = parsed;
  if (verb === 'list' && name === undefined) return list(ports);
  if (name === undefined) return refused(USAGE);
  if (verb === 'add') return add(name, options, ports);
  if (verb === 'password') return changePassword(name, options, ports);
  if (verb === 'remove') return remove(name, ports);
  return refused(USAGE);
}

function parse(args: readonly string[]) {
  const options = {
    display: { type: 'string' },
    role: { type: 'string' },
    'password-stdin': { type: 'boolean' },
  } as const;
  try {
    const { positionals, values } = parseArgs({ args: [...args], options, allowPositionals: true });
    const [verb, name, ...rest] = positionals;
    return verb === undefined || rest.length > 0 ? null : { verb, name, options: values as Options };
  } catch {
    return null;
  }
}

async function list({ store, dataDir }: AgentsCommandPorts): Promise<CommandOutcome> {
  const accounts = await store.listAccounts();
  if (accounts.length === 0) return done(`There are no agents in ${dataDir} yet. Add one: npm run agents -- add NAME`);
  return done(accounts.map(({ userName, displayName, role }) => `${userName}\t${displayName}\t${role}`).join('\n'));
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
  const isAdded = await store.addAccount({
    agentId: agentIdSchema.parse(tokens.createId()),
    userName: userName.data,
    displayName: displayName.data,
    role: role.data,
    passwordHash: await passwords.hash(password.password),
    demo: false,
  });
  if (!isAdded) return refused(`There is already an agent ${userName.data}.`);
  return done(`Added ${userName.data} (${displayName.data}, ${role.data}) to ${dataDir}.`);
}

async function changePassword(name: string, options: Options, ports: AgentsCommandPorts): Promise<CommandOutcome> {
  const account = await ports.store.findAccount(name);
  if (account === null) return refused(`There is no agent ${name}.`);
  const password = await choosePassword(options, ports);
  if ('refusal' in password) return refused(password.refusal);
  await ports.store.setPasswordHash(account.agentId, await ports.passwords.hash(password.password));
  return done(`Changed the password of ${account.userName}. Their sessions have ended: they must sign in again.`);
}

async function remove(name: string, { store }: AgentsCommandPorts): Promise<CommandOutcome> {
  const account = await store.findAccount(name);
  if (account === null) return refused(`There is no agent ${name}.`);
  await store.removeAccount(account.agentId);
  return done(`Removed ${account.userName}. Their calls stay on record; an open connection ends when it next drops.`);
}

async function choosePassword(options: Options, { askPassword }: AgentsCommandPorts) {
  const answer = await askPassword({ fromStdin: options['password-stdin'] ?? false });
  if ('refusal' in answer) return answer;
  if (answer.password.length < MIN_PASSWORD_LENGTH || answer.password.length > 200) {
    return { refusal: `A password has ${MIN_PASSWORD_LENGTH} to 200 characters.` };
  }
  return answer;
}
