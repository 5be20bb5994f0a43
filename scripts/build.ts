// `npm run build`: the pages and the app into out/, as far as their sources changed.
export { buildEverything as main } from './build/buildWhatChanged.ts';
