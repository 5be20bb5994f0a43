// The few words the shell says itself, in English and French. Everything else is said by the page.

export type ShellWords = {
  show: string;
  quit: string;
  crashed: string;
  crashedDetail: string;
  tryAgain: string;
  /** The window was closed with a caller there, and is only out of sight. */
  minimised: string;
};

const ENGLISH: ShellWords = {
  show: 'Show Visavis',
  quit: 'Quit',
  crashed: 'Visavis has stopped several times.',
  crashedDetail: 'Try again, or quit and start it anew. If it happens again, send the log to your IT department.',
  tryAgain: 'Try again',
  minimised: 'You have a caller: Visavis goes on in the task bar. Hang up first to close it.',
};

const FRENCH: ShellWords = {
  show: 'Afficher Visavis',
  quit: 'Quitter',
  crashed: 'Visavis s’est arrêté plusieurs fois.',
  crashedDetail:
    'Réessayez, ou quittez puis relancez l’application. Si cela se reproduit, envoyez le journal à votre service informatique.',
  tryAgain: 'Réessayer',
  minimised: 'Vous avez un appel : Visavis continue dans la barre des tâches. Raccrochez d’abord pour le fermer.',
};

/** `language` is BCP 47; every French gets French, everything else English. */
export function wordsFor(language: string): ShellWords {
  return /^fr\b/i.test(language) ? FRENCH : ENGLISH;
}
