// What this installation does differently from others: which server it talks to, when a mail keeps calls away, and what else an organisation
// decides. Knows the places that it may be written in, and which goes before which; touches no file itself.
import { POLICIES, type Policy, type PolicyName, type PolicyValue } from '../../contract/policy.ts';
import { readLoopbackPolicy, type LoopbackPolicy } from '../cti/loopback/policy.ts';
import { DEFAULT_REPLY_POLICY, replyPolicySchema, type ReplyPolicy } from '../cti/engine/replyPolicy.ts';

export type Settings = {
  /** For example `https://visavis.example.org`, without a path. */
  serverOrigin: string;
  replies: ReplyPolicy;
  /** Undefined: there is none. */
  loopbackDoor: LoopbackPolicy | undefined;
  language: PolicyValue<'Language'>;
  languageIsFixed: boolean;
  /** Undefined: nobody has decided. */
  autoStart: { readonly decided: boolean | undefined; readonly isFixed: boolean };
  startMinimised: boolean;
  logLevel: PolicyValue<'LogLevel'>;
  screenSources: PolicyValue<'ScreenSources'>;
};
export type SettingsResult = Result<Settings>;
type Result<T> = { ok: true; settings: T } | { ok: false; message: string };

export type SettingsSources = {
  argv: readonly string[];
  env: Readonly<Record<string, string | undefined>>;
  /** Text of `settings.json` in the user data folder, or undefined when there is none. */
  fileText: string | undefined;
  /** What the organisation decides: fixed, or where nobody says anything. */
  policy: Policy;
};

const DEFAULT_SERVER_ORIGIN = 'http://127.0.0.1:7788';
const ARGUMENT = '--server-url=';
const MAX_URL_CHARACTERS = 300;
const MAX_POLICY_CHARACTERS = 2_000;

/**
 * The first place that names a server wins: what the policy has fixed, the command line, `VISAVIS_SERVER_URL`, `settings.json`, what the policy
 * recommends, then this computer. `VISAVIS_REPLY_POLICY` (JSON) goes over `replies` in `settings.json`, value by value.
 */
export function readSettings({ argv, env, fileText, policy }: SettingsSources): SettingsResult {
  const file = fileContent(fileText);
  const server = serverOrigin(argv, env, file, policy);
  if (!server.ok) return server;
  // A file that is not needed for the server may still be needed here: a damaged one is said, not passed over.
  if (!file.ok) return file;
  const fromFile = partOfPolicy(file.settings['replies'] ?? {}, 'replies in settings.json');
  if (!fromFile.ok) return fromFile;
  const fromEnv = partOfPolicy(parsed(env['VISAVIS_REPLY_POLICY'] ?? '{}'), 'VISAVIS_REPLY_POLICY');
  if (!fromEnv.ok) return fromEnv;
  const parts = [shieldOf(policy.recommended), fromFile.settings, fromEnv.settings, shieldOf(policy.fixed)];
  const replies = parts.reduce<ReplyPolicy>(
    (joined, part) => ({ ...joined, ...part, kinds: { ...joined.kinds, ...part.kinds } }),
    DEFAULT_REPLY_POLICY,
  );
  const loopback = readLoopbackPolicy(file.settings['loopbackDoor']);
  if (!loopback.ok) return loopback;
  return {
    ok: true,
    settings: {
      ...{ serverOrigin: server.settings, replies },
      loopbackDoor: decided('LoopbackDoor', policy) ? loopback.policy : undefined,
      language: decided('Language', policy),
      languageIsFixed: policy.fixed.Language !== undefined,
      autoStart: {
        decided: policy.fixed.AutoStart ?? policy.recommended.AutoStart,
        isFixed: policy.fixed.AutoStart !== undefined,
      },
      startMinimised: decided('StartMinimised', policy),
      logLevel: decided('LogLevel', policy),
      screenSources: decided('ScreenSources', policy),
    },
  };
}

/** Of what nothing but the policy says. */
function decided<N extends Exclude<PolicyName, 'ServerOrigin'>>(
  name: N,
  { fixed, recommended }: Policy,
): PolicyValue<N> {
  return fixed[name] ?? recommended[name] ?? (POLICIES[name].default as PolicyValue<N>);
}

function shieldOf(values: Policy['fixed']): PartOfPolicy {
  const times = {
    idleMs: values.ShieldIdleSeconds,
    untouchedMs: values.ShieldUntouchedSeconds,
    ceilingMs: values.ShieldLongestSeconds,
  };
  const said = Object.entries(times).flatMap(([name, seconds]) =>
    seconds === undefined ? [] : [[name, seconds * 1_000]],
  );
  const { ShieldForwards: forward, ShieldNewMails: fresh } = values;
  const kinds = { ...(forward === undefined ? {} : { forward }), ...(fresh === undefined ? {} : { new: fresh }) };
  return { ...(Object.fromEntries(said) as PartOfPolicy), kinds };
}

type FileResult = Result<Readonly<Record<string, unknown>>>;

function serverOrigin(
  argv: readonly string[],
  env: SettingsSources['env'],
  file: FileResult,
  { fixed, recommended }: Policy,
): Result<string> {
  if (fixed.ServerOrigin !== undefined) return { ok: true, settings: fixed.ServerOrigin };
  const argument = argv.find((arg) => arg.startsWith(ARGUMENT));
  if (argument !== undefined) return checked(argument.slice(ARGUMENT.length), ARGUMENT.slice(0, -1));
  if (env['VISAVIS_SERVER_URL']) return checked(env['VISAVIS_SERVER_URL'], 'VISAVIS_SERVER_URL');
  if (!file.ok) return file;
  if (!('serverOrigin' in file.settings))
    return { ok: true, settings: recommended.ServerOrigin ?? DEFAULT_SERVER_ORIGIN };
  return checked(file.settings['serverOrigin'], 'serverOrigin in settings.json');
}

function fileContent(fileText: string | undefined): FileResult {
  if (fileText === undefined) return { ok: true, settings: {} };
  const content = parsed(fileText);
  const example = 'for example {"serverOrigin": "https://visavis.example.org"}.';
  if (content === undefined) return { ok: false, message: `settings.json must be JSON, ${example}` };
  if (typeof content !== 'object' || content === null || Array.isArray(content))
    return { ok: false, message: `settings.json must hold an object, ${example}` };
  return { ok: true, settings: { ...content } };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

type PartOfPolicy = Partial<Omit<ReplyPolicy, 'kinds'>> & { readonly kinds?: Partial<ReplyPolicy['kinds']> };

/** Says which value is wrong, not what was in it. */
function partOfPolicy(value: unknown, name: string): Result<PartOfPolicy> {
  const result = replyPolicySchema.safeParse(value);
  if (result.success && JSON.stringify(value).length <= MAX_POLICY_CHARACTERS)
    return { ok: true, settings: withoutUndefined(result.data) };
  const where = result.error?.issues.map(({ path }) => path.map(String).join('.')).find((path) => path !== '');
  return {
    ok: false,
    message: `${name} must be times in milliseconds and kinds of mail${where === undefined ? '' : ` (see ${where})`}, for example {"idleMs": 180000, "kinds": {"forward": true}}.`,
  };
}

/** What JSON holds is never undefined; the compiler cannot know that of an optional value. */
function withoutUndefined(part: object): PartOfPolicy {
  return JSON.parse(JSON.stringify(part)) as PartOfPolicy;
}

function checked(value: unknown, name: string): Result<string> {
  const wrong = (must: string): Result<string> => ({
    ok: false,
    message: `${name} ${must}, for example https://visavis.example.org.`,
  });
  if (typeof value !== 'string' || value.length > MAX_URL_CHARACTERS || !URL.canParse(value))
    return wrong('must be a web address');
  const url = new URL(value);
  if (url.protocol !== 'https:' && url.protocol !== 'http:') return wrong('must begin with https:// or http://');
  if (url.username || url.password) return wrong('must not hold a user name or password');
  if (url.pathname !== '/' || url.search || url.hash) return wrong('must be an origin without a path');
  if (url.protocol === 'http:' && !isThisComputer(url.hostname))
    return wrong('must begin with https:// unless the server is on this computer');
  return { ok: true, settings: url.origin };
}

/** Passwords travel over this connection: without TLS only where it does not leave the machine. */
function isThisComputer(hostname: string): boolean {
  return hostname === 'localhost' || hostname === '[::1]' || /^127\.\d+\.\d+\.\d+$/.test(hostname);
}
