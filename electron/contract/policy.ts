// What an organisation may decide for its installations: one schema, from which the templates for Windows and macOS, the file for Linux, the
// tables of the documentation and what the app itself obeys are made. A leaf.
import * as z from 'zod/mini';

type Words = { readonly title: string; readonly text: string };
type Entry = {
  /** In the languages of the templates. */
  readonly words: { readonly en: Words; readonly fr: Words };
  /** When a change is obeyed. */
  readonly applies: 'atOnce' | 'atStart';
};
export type PolicyEntry = Entry &
  (
    | { readonly kind: 'flag'; readonly default: boolean }
    | { readonly kind: 'number'; readonly default: number; readonly least: number; readonly most: number }
    | { readonly kind: 'choice'; readonly default: string; readonly choices: readonly string[] }
    | {
        readonly kind: 'text';
        /** Undefined: nothing. */
        readonly default: string | undefined;
        readonly example: string;
        readonly mostCharacters: number;
        readonly isValid: (text: string) => boolean;
        /** How it has to be, after the name: `must be …`. */
        readonly must: string;
      }
  );

const DAY_S = 86_400;

export const POLICIES = {
  ServerOrigin: {
    kind: 'text',
    default: undefined,
    example: 'https://visavis.example.org',
    mostCharacters: 300,
    isValid: isServerOrigin,
    must: 'must be the origin of a server over TLS, without a path',
    applies: 'atStart',
    words: {
      en: { title: 'Server', text: 'The Visavis server that the app talks to.' },
      fr: { title: 'Serveur', text: 'Le serveur Visavis auquel l’application se connecte.' },
    },
  },
  Language: {
    kind: 'choice',
    default: 'system',
    choices: ['system', 'en', 'fr'],
    applies: 'atStart',
    words: {
      en: { title: 'Language', text: 'The language of the app: that of the system, English or French.' },
      fr: { title: 'Langue', text: 'La langue de l’application : celle du système, l’anglais ou le français.' },
    },
  },
  AutoStart: {
    kind: 'flag',
    default: false,
    applies: 'atStart',
    words: {
      en: {
        title: 'Start with the session',
        text: 'The app starts when a person signs in to the machine. Where this is not set, that is left as it is.',
      },
      fr: {
        title: 'Démarrer avec la session',
        text: 'L’application démarre à l’ouverture de session. Sans valeur, rien n’est changé.',
      },
    },
  },
  StartMinimised: {
    kind: 'flag',
    default: false,
    applies: 'atStart',
    words: {
      en: { title: 'Start minimised', text: 'The window begins in the task bar.' },
      fr: { title: 'Démarrer en réduction', text: 'La fenêtre commence dans la barre des tâches.' },
    },
  },
  LogLevel: {
    kind: 'choice',
    default: 'debug',
    choices: ['debug', 'info', 'warn', 'error'],
    applies: 'atOnce',
    words: {
      en: {
        title: 'Log level',
        text: 'The least important lines that the log keeps. The log never holds personal data.',
      },
      fr: {
        title: 'Niveau du journal',
        text: 'Les lignes les moins importantes que garde le journal. Il ne contient jamais de données personnelles.',
      },
    },
  },
  ScreenSources: {
    kind: 'choice',
    default: 'all',
    choices: ['all', 'windows'],
    applies: 'atStart',
    words: {
      en: { title: 'What may be shared', text: 'Whole screens and windows, or windows only.' },
      fr: { title: 'Ce qui peut être partagé', text: 'Les écrans entiers et les fenêtres, ou les fenêtres seulement.' },
    },
  },
  ShieldIdleSeconds: {
    kind: 'number',
    default: 180,
    least: 10,
    most: DAY_S,
    applies: 'atOnce',
    words: {
      en: {
        title: 'Reply shield: without typing',
        text: 'So many seconds after the last key a mail that is being written holds no calls any more.',
      },
      fr: {
        title: 'Réponse protégée : sans frappe',
        text: 'Après ce nombre de secondes sans frappe, un message en cours ne retient plus les appels.',
      },
    },
  },
  ShieldUntouchedSeconds: {
    kind: 'number',
    default: 90,
    least: 10,
    most: DAY_S,
    applies: 'atOnce',
    words: {
      en: {
        title: 'Reply shield: opened, nothing typed',
        text: 'So many seconds a reply that was opened holds calls before anything is typed.',
      },
      fr: {
        title: 'Réponse protégée : ouverte, rien d’écrit',
        text: 'Pendant ce nombre de secondes, une réponse ouverte retient les appels avant toute frappe.',
      },
    },
  },
  ShieldLongestSeconds: {
    kind: 'number',
    default: 1_200,
    least: 60,
    most: DAY_S,
    applies: 'atOnce',
    words: {
      en: { title: 'Reply shield: at most', text: 'No mail holds calls for more seconds than these in all.' },
      fr: {
        title: 'Réponse protégée : au plus',
        text: 'Aucun message ne retient les appels plus longtemps que ce nombre de secondes au total.',
      },
    },
  },
  ShieldForwards: {
    kind: 'flag',
    default: false,
    applies: 'atOnce',
    words: {
      en: { title: 'Reply shield: forwarded mails', text: 'A mail that is forwarded holds calls, too.' },
      fr: { title: 'Réponse protégée : transferts', text: 'Un message transféré retient aussi les appels.' },
    },
  },
  ShieldNewMails: {
    kind: 'flag',
    default: false,
    applies: 'atOnce',
    words: {
      en: { title: 'Reply shield: new mails', text: 'A new mail holds calls, too.' },
      fr: { title: 'Réponse protégée : nouveaux messages', text: 'Un nouveau message retient aussi les appels.' },
    },
  },
  LoopbackDoor: {
    kind: 'flag',
    default: true,
    applies: 'atStart',
    words: {
      en: {
        title: 'Loopback door',
        text: 'Programs and pages of this machine that settings.json names may say over 127.0.0.1 that a reply is written.',
      },
      fr: {
        title: 'Porte locale',
        text: 'Les programmes et les pages de cette machine nommés dans settings.json peuvent signaler par 127.0.0.1 qu’une réponse est en cours.',
      },
    },
  },
} as const satisfies Record<string, PolicyEntry>;

export type PolicyName = keyof typeof POLICIES;
export const POLICY_NAMES = Object.keys(POLICIES) as readonly PolicyName[];

type ValueOf<E> = E extends { kind: 'flag' }
  ? boolean
  : E extends { kind: 'number' }
    ? number
    : E extends { kind: 'choice'; choices: readonly (infer C)[] }
      ? C
      : string;
export type PolicyValue<N extends PolicyName> = ValueOf<(typeof POLICIES)[N]>;
/** What is decided; what is not is left to the person, or is as it comes. */
export type PolicyValues = { readonly [N in PolicyName]?: PolicyValue<N> };

/** `fixed` holds whatever a person or a settings file says; `recommended` where nobody says anything. */
export type Policy = { readonly fixed: PolicyValues; readonly recommended: PolicyValues };
export const NO_POLICY: Policy = { fixed: {}, recommended: {} };

export function policySchema(entry: PolicyEntry): z.ZodMiniType {
  switch (entry.kind) {
    case 'flag':
      return z.boolean();
    case 'number':
      return z.int().check(z.minimum(entry.least), z.maximum(entry.most));
    case 'choice':
      return z.enum(entry.choices as [string, ...string[]]);
    case 'text':
      return z.string().check(z.maxLength(entry.mostCharacters), z.refine(entry.isValid));
  }
}

/** How a value has to be, after its name. */
export function policyMust(entry: PolicyEntry): string {
  switch (entry.kind) {
    case 'flag':
      return 'must be true or false';
    case 'number':
      return `must be a whole number from ${String(entry.least)} to ${String(entry.most)}`;
    case 'choice':
      return `must be one of ${entry.choices.join(', ')}`;
    case 'text':
      return `${entry.must}, for example ${entry.example}`;
  }
}

const HOST = String.raw`(?:[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?|\[[0-9a-f:.]+\])(?::\d{1,5})?`;
const HERE = String.raw`(?:localhost|127\.\d{1,3}\.\d{1,3}\.\d{1,3}|\[::1\])(?::\d{1,5})?`;
const SERVER_ORIGIN = new RegExp(`^(?:https://${HOST}|http://${HERE})$`);

/** Passwords travel over this connection: without TLS only where it does not leave the machine. */
function isServerOrigin(text: string): boolean {
  return SERVER_ORIGIN.test(text);
}
