// The kinds of attacks that are played, and the person who is there.
import type { MakeThing } from './attack.ts';
import { cylinder } from './cylinder.ts';
import { eyesCutOut } from './eyesCutOut.ts';
import { flat } from './flat.ts';
import { folded } from './folded.ts';
import { foldedTwice } from './foldedTwice.ts';
import { noseCutOut } from './noseCutOut.ts';
import { puppet, puppetPainted } from './puppet.ts';
import { puppetRelit, puppetRelitPainted } from './puppetRelit.ts';
import { person, puppetOfThree, type Film } from './stills.ts';

export type Kind = {
  readonly name: string;
  /** What the goal is of: sheets of paper, puppets, or a person who is there. */
  readonly of: 'paper' | 'puppet' | 'person';
  readonly isOnScreen: boolean;
  /** Made of the film, whoever else there is. */
  readonly isOfFilm?: boolean;
  readonly make: MakeThing;
};

const paper = (name: string, make: MakeThing, isOnScreen = false): Kind => ({ name, of: 'paper', isOnScreen, make });

/** `film`: of one person who turns; without it what needs one is left out. */
export function kindsOf(film: Film | undefined): readonly Kind[] {
  const ofFilm: readonly Kind[] = film
    ? [
        {
          name: 'puppet of three pictures',
          of: 'puppet',
          isOnScreen: false,
          isOfFilm: true,
          make: (by) => puppetOfThree(film, by),
        },
        {
          name: 'puppet of three pictures, on a screen',
          of: 'puppet',
          isOnScreen: true,
          isOfFilm: true,
          make: (by) => puppetOfThree(film, by),
        },
        {
          name: 'puppet of three pictures, mouth painted',
          of: 'puppet',
          isOnScreen: false,
          isOfFilm: true,
          make: (by) => puppetOfThree(film, by, puppetPainted),
        },
        {
          name: 'person (film, lids and mouth drawn)',
          of: 'person',
          isOnScreen: false,
          isOfFilm: true,
          make: () => person(film),
        },
      ]
    : [];
  return [
    paper('photo, flat', flat),
    paper('photo, folded once', folded),
    paper('photo, folded twice', foldedTwice),
    paper('photo, bent', cylinder),
    paper('photo, nose cut out', noseCutOut),
    paper('photo, eyes cut out', eyesCutOut),
    paper('film of a folded photo, on a screen', folded, true),
    { name: 'puppet of one picture', of: 'puppet', isOnScreen: false, make: puppet },
    { name: 'puppet of one picture, on a screen', of: 'puppet', isOnScreen: true, make: puppet },
    { name: 'puppet of one picture, relit', of: 'puppet', isOnScreen: false, make: puppetRelit },
    { name: 'puppet of one picture, relit, on a screen', of: 'puppet', isOnScreen: true, make: puppetRelit },
    { name: 'puppet of one picture, mouth painted', of: 'puppet', isOnScreen: false, make: puppetPainted },
    { name: 'puppet of one picture, relit, mouth painted', of: 'puppet', isOnScreen: false, make: puppetRelitPainted },
    ...ofFilm,
  ];
}
