// `npm run locales`: the typed functions of resources/locales/*.json into renderer/paraglide/.
export { buildLocales as main } from './build/buildWhatChanged.ts';
