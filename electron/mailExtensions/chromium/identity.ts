// Who the Chromium extension is, for whoever installs the relay and lets it in. Knows nothing of what the extension does.

/** Follows from `key` in manifest.json, whoever packs the extension and wherever it is loaded from. */
export const CHROMIUM_EXTENSION_ID = 'pcjgcpfkacaklcddbomepokdppoplkel';
