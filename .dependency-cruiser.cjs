// Who may import whom. Tests beside the source may reach further (fakes, fixtures): the layer rules leave them out.
const TESTS = '[.](test|contract|spec)[.]ts$';
const SCHEMA_LIBRARY = '^node_modules/zod/';

/**
 * Everything below `from` may import only what `allowed` matches.
 * @param {string} name
 * @param {string} comment
 * @param {string} from
 * @param {string[]} allowed
 * @param {string[]} [except] files below `from` that are free to do otherwise
 * @returns {import('dependency-cruiser').IForbiddenRuleType}
 */
function only(name, comment, from, allowed, except = []) {
  return {
    name,
    comment,
    severity: 'error',
    from: { path: from, pathNot: [TESTS, ...except] },
    to: { pathNot: allowed },
  };
}

/**
 * Nothing below `from` may import what `denied` matches.
 * @param {string} name
 * @param {string} comment
 * @param {string} from
 * @param {string | string[]} denied
 * @param {string[]} [except] files below `from` that are free to do otherwise
 * @returns {import('dependency-cruiser').IForbiddenRuleType}
 */
function never(name, comment, from, denied, except = []) {
  return { name, comment, severity: 'error', from: { path: from, pathNot: except }, to: { path: denied } };
}

/** @type {{ dependencyTypes: import('dependency-cruiser').DependencyType[] }} */
const NODE = { dependencyTypes: ['core'] };

/** @type {import('dependency-cruiser').IForbiddenRuleType[]} */
const forbidden = [
  // The wire and the server
  only(
    'protocol-is-a-leaf',
    'The wire knows the schema library only.',
    '^signalling/protocol/',
    ['^signalling/protocol/', SCHEMA_LIBRARY],
    ['^signalling/protocol/printDocs[.]ts$'],
  ),
  only('domain-decides-only', 'The domain knows the protocol and xstate.', '^signalling/domain/', [
    '^signalling/(domain|protocol)/',
    '^node_modules/xstate/',
  ]),
  only('service-joins-domain-to-ports', 'A use case knows the domain and the protocol.', '^signalling/service/', [
    '^signalling/(service|domain|protocol)/',
  ]),
  never('server-stands-alone', 'The server knows neither app nor pages.', '^signalling/', '^(electron|renderer)/'),
  never(
    'main-is-the-root',
    'Only the composition root composes.',
    '^signalling/(protocol|domain|service|adapters)/',
    '^signalling/main[.]ts$',
  ),
  {
    name: 'media-process-stands-alone',
    comment: 'The media process knows the protocol, the schema library, mediasoup and Node; it outlives the service.',
    severity: 'error',
    from: { path: '^signalling/mediaProcess/', pathNot: TESTS },
    to: {
      pathNot: ['^signalling/(mediaProcess|protocol)/', SCHEMA_LIBRARY, '^node_modules/mediasoup/'],
      dependencyTypesNot: NODE.dependencyTypes,
    },
  },
  {
    name: 'media-process-is-another-process',
    comment: 'The service knows what is said to the media process, and starts it; it loads none of it.',
    severity: 'error',
    from: { path: '^signalling/(?!mediaProcess/)', pathNot: TESTS },
    to: { path: '^signalling/mediaProcess/', pathNot: ['^signalling/mediaProcess/(contract|jsonLines)[.]ts$'] },
  },
  {
    name: 'server-runs-without-dev-packages',
    comment: 'What the server imports must be installed in production.',
    severity: 'error',
    from: { path: '^signalling/', pathNot: TESTS },
    to: { dependencyTypes: ['npm-dev'], dependencyTypesNot: ['npm', 'type-only'] },
  },

  // The native shell
  only('contract-is-a-leaf', 'The host boundary knows the schema library only.', '^electron/contract/', [
    '^electron/contract/',
    SCHEMA_LIBRARY,
  ]),
  only('preload-is-thin', 'The preload knows the contract and Electron.', '^electron/preload/', [
    '^electron/(preload|contract)/',
    '^node_modules/electron/',
    '^electron$',
  ]),
  {
    name: 'shell-knows-the-contract',
    comment: "Electron's main process knows the contract, Node and Electron (and the schema library).",
    severity: 'error',
    from: { path: '^electron/main/', pathNot: TESTS },
    to: {
      pathNot: [
        '^electron/(main|contract)/',
        // App and relay meet at one address and cut lines alike.
        '^electron/relay/(socketPath|lineReader)[.]ts$',
        '^node_modules/electron/',
        '^electron(/main)?$',
        SCHEMA_LIBRARY,
        '^node_modules/(@types/)?ws/',
      ],
      dependencyTypesNot: NODE.dependencyTypes,
    },
  },

  {
    name: 'relay-stands-alone',
    comment: 'The relay is started by mail programs: Node and itself, no package.',
    severity: 'error',
    from: { path: '^electron/relay/', pathNot: TESTS },
    to: { pathNot: ['^electron/relay/'], dependencyTypesNot: NODE.dependencyTypes },
  },
  only(
    'extensions-know-the-cti-protocol',
    "A mail program's extension knows the CTI protocol and what the extensions share.",
    '^electron/mailExtensions/',
    ['^electron/mailExtensions/', '^electron/contract/cti[.]ts$'],
  ),
  never(
    'extensions-are-strangers',
    'Extensions meet in shared/ only.',
    '^electron/mailExtensions/thunderbird/',
    '^electron/mailExtensions/chromium/',
  ),
  never(
    'extensions-are-strangers-too',
    'Extensions meet in shared/ only.',
    '^electron/mailExtensions/chromium/',
    '^electron/mailExtensions/thunderbird/',
  ),

  // The pages
  never(
    'pages-know-no-server',
    'Of the server a page knows the protocol only.',
    '^renderer/',
    '^signalling/(?!protocol/)',
  ),
  never('pages-know-no-shell', 'Of the shell a page knows the contract only.', '^renderer/', [
    '^electron/(?!contract/)',
    '^node_modules/electron/',
    '^electron$',
  ]),
  {
    name: 'pages-know-no-node',
    comment: 'A page runs in a browser.',
    severity: 'error',
    from: { path: '^renderer/', pathNot: [TESTS] },
    to: NODE,
  },
  {
    name: 'customer-knows-no-electron',
    comment: "Nothing that the customer's page loads may lead to electron/.",
    severity: 'error',
    from: { path: '^renderer/customer/' },
    to: { path: '^electron/', reachable: true },
  },
  {
    name: 'features-meet-at-their-index',
    comment: "A feature uses another feature's index.ts only.",
    severity: 'error',
    from: { path: '^renderer/features/([^/]+)/', pathNot: TESTS },
    to: { path: '^renderer/features/', pathNot: ['^renderer/features/$1/', '^renderer/features/[^/]+/index[.]ts$'] },
  },
  {
    name: 'entries-meet-features-at-their-index',
    comment: "An entry uses a feature's index.ts only.",
    severity: 'error',
    from: { path: '^renderer/(agent|customer)/', pathNot: TESTS },
    to: { path: '^renderer/features/', pathNot: ['^renderer/features/[^/]+/index[.]ts$'] },
  },
  never(
    'entries-are-roots',
    'Nobody imports an entry.',
    '^renderer/(features|core|ui)/',
    '^renderer/(agent|customer)/',
  ),
  never('entries-are-strangers', 'The two pages do not know each other.', '^renderer/customer/', '^renderer/agent/'),
  never(
    'entries-are-strangers-too',
    'The two pages do not know each other.',
    '^renderer/agent/',
    '^renderer/customer/',
  ),
  never(
    'core-knows-no-widgets',
    'Core knows the protocol, no components, features or words.',
    '^renderer/core/',
    ['^renderer/(?!core/)', '[.]svelte$', '^electron/'],
    [TESTS],
  ),
  never(
    'ui-knows-nothing-of-ours',
    'Widgets know no features, calls or words.',
    '^renderer/ui/',
    ['^renderer/(?!ui/)', '^(signalling|electron)/'],
    [TESTS],
  ),

  // Everywhere
  {
    name: 'no-cycles',
    comment: 'Two modules that need each other are one, or three.',
    severity: 'error',
    from: {},
    to: { circular: true },
  },
  never(
    'tests-are-not-imported',
    'Only tests import tests.',
    '^(signalling|electron|renderer|scripts)/',
    ['^tests/', '[.](test|spec)[.]ts$'],
    [TESTS, '^scripts/'],
  ),
  never(
    'scripts-are-not-imported',
    'The product does not know its tooling.',
    '^(signalling|electron|renderer)/',
    '^scripts/',
    [TESTS],
  ),
  {
    name: 'everything-resolves',
    comment: 'An import leads nowhere.',
    severity: 'error',
    from: {},
    to: { couldNotResolve: true },
  },
  {
    name: 'no-orphans',
    comment: 'Nobody imports this file.',
    severity: 'error',
    from: {
      orphan: true,
      pathNot: [
        TESTS,
        '[.]d[.]ts$',
        '(^|/)(main|index)[.]ts$',
        '^electron/mailExtensions/',
        '^scripts/',
        '^tests/',
        '^signalling/(agents|protocol/printDocs)[.]ts$',
        '[.]config[.](ts|js)$',
      ],
    },
    to: {},
  },
  {
    name: 'names-say-what-is-inside',
    comment: 'A module is named after its main export: no utils, helpers, common, types, manager, misc.',
    severity: 'error',
    from: {},
    to: { path: '^(?!node_modules/).*(^|/)(utils?|helpers?|common|types|manager|misc)([.][^/]*|/.*)$' },
  },
];

/** @type {import('dependency-cruiser').ICruiseOptions} */
const options = {
  doNotFollow: { path: ['node_modules', '^renderer/paraglide/'] },
  exclude: {
    path: ['^out/', '[.]svelte-check/', '^dist/', '[?](url|raw|worker)$', '[.](css|svg|png|mp3|ogg|wav|woff2)$'],
  },
  moduleSystems: ['es6', 'cjs'],
  tsPreCompilationDeps: true,
  tsConfig: { fileName: 'tsconfig.base.json' },
  enhancedResolveOptions: {
    exportsFields: ['exports'],
    conditionNames: ['import', 'svelte', 'browser', 'require', 'node', 'default', 'types'],
    extensions: ['.ts', '.js', '.mjs', '.svelte', '.json'],
  },
};

module.exports = { forbidden, options };
