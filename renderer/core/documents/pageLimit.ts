// How many pages a document may have. Knows nothing else.

/**
 * Far above what two people look at together (the thickest contract sets stay below 1,000), and low enough that the list of pages, a search
 * through all of them and the flattened result stay quick. A hostile index of 10,000 pages is refused before any of them is read.
 */
export const MAX_PAGES = 5_000;
