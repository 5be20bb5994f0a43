// Which server this installation talks to. Knows the three places it may be written in; touches no file itself.

export type Settings = {
  /** For example `https://visavis.example.org`, without a path. */
  serverOrigin: string;
};
export type SettingsResult = { ok: true; settings: Settings } | { ok: false; message: string };

export type SettingsSources = {
  argv: readonly string[];
  env: Readonly<Record<string, string | undefined>>;
  /** Text of `settings.json` in the user data folder, or undefined when there is none. */
  fileText: string | undefined;
};

const DEFAULT_SERVER_ORIGIN = 'http://127.0.0.1:7788';
const ARGUMENT = '--server-url=';
const MAX_URL_CHARACTERS = 300;

/** The first place that names a server wins: the command line, `VISAVIS_SERVER_URL`, `settings.json`, then this computer. */
export function readSettings({ argv, env, fileText }: SettingsSources): SettingsResult {
  const argument = argv.find((arg) => arg.startsWith(ARGUMENT));
  if (argument !== undefined) return checked(argument.slice(ARGUMENT.length), ARGUMENT.slice(0, -1));
  if (env['VISAVIS_SERVER_URL']) return checked(env['VISAVIS_SERVER_URL'], 'VISAVIS_SERVER_URL');
  if (fileText !== undefined) return fromFile(fileText);
  return { ok: true, settings: { serverOrigin: DEFAULT_SERVER_ORIGIN } };
}

function fromFile(fileText: string): SettingsResult {
  let content: unknown;
  try {
    content = JSON.parse(fileText);
  } catch {
    return {
      ok: false,
      message: 'settings.json must be JSON, for example {"serverOrigin": "https://visavis.example.org"}.',
    };
  }
  if (typeof content !== 'object' || content === null || Array.isArray(content)) {
    return {
      ok: false,
      message: 'settings.json must hold an object, for example {"serverOrigin": "https://visavis.example.org"}.',
    };
  }
  if (!('serverOrigin' in content)) return { ok: true, settings: { serverOrigin: DEFAULT_SERVER_ORIGIN } };
  return checked(content.serverOrigin, 'serverOrigin in settings.json');
}

function checked(value: unknown, name: string): SettingsResult {
  const wrong = (must: string): SettingsResult => ({
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
  return { ok: true, settings: { serverOrigin: url.origin } };
}

/** Passwords travel over this connection: without TLS only where it does not leave the machine. */
function isThisComputer(hostname: string): boolean {
  return hostname === 'localhost' || hostname === '[::1]' || /^127\.\d+\.\d+\.\d+$/.test(hostname);
}
