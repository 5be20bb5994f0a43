// Who takes part in a call of more than two, as far as what is shared hangs on it. Pure.
import type { Conference } from '../../../signalling/protocol/index.ts';

export type Company = {
  /** This page's own. */
  readonly leg: string;
  /** The call is between the customer and the agent who has it; everybody else is beside. */
  readonly isOfTheTwo: boolean;
  /** Of one of the two: the other. */
  readonly counterpart: string | undefined;
  readonly names: ReadonlyMap<string, string>;
};

const OTHER = { customer: 'primary', primary: 'customer' } as const;

export function companyOf({ legId, people }: Conference): Company {
  const own = people.find((person) => person.legId === legId)?.role;
  const other = own === 'customer' || own === 'primary' ? OTHER[own] : undefined;
  return {
    leg: legId,
    isOfTheTwo: other !== undefined,
    counterpart: other && people.find(({ role }) => role === other)?.legId,
    names: new Map(people.map((person) => [person.legId, person.name])),
  };
}
