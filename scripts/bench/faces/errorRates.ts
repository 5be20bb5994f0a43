// False matches and false non-matches over thresholds. Pure. Words after ISO/IEC 19795-1.

export type Rates = { readonly threshold: number; readonly falseMatch: number; readonly falseNonMatch: number };

export function ratesAt(threshold: number, genuine: readonly number[], strangers: readonly number[]): Rates {
  return {
    threshold,
    falseMatch: share(strangers, (likeness) => likeness >= threshold),
    falseNonMatch: share(genuine, (likeness) => likeness < threshold),
  };
}

/** At every threshold at which something changes, falling. */
export function curveOf(genuine: readonly number[], strangers: readonly number[]): readonly Rates[] {
  const thresholds = [...new Set([...genuine, ...strangers])].sort((a, b) => b - a);
  return thresholds.map((threshold) => ratesAt(threshold, genuine, strangers));
}

/** Where both are equal, or as near as the numbers allow. */
export function equalErrorRate(curve: readonly Rates[]): number {
  const gap = ({ falseMatch, falseNonMatch }: Rates): number => Math.abs(falseMatch - falseNonMatch);
  const [nearest] = curve.toSorted((a, b) => gap(a) - gap(b));
  return nearest ? (nearest.falseMatch + nearest.falseNonMatch) / 2 : Number.NaN;
}

/**
 * With 95 % confidence the true rate is no higher, when none of `count` independent trials failed: the "rule of 3"
 * (ISO/IEC 19795-1, annex B).
 */
export function highestWithNone(count: number): number {
  return 3 / count;
}

/**
 * With 95 % confidence the true rate is no higher, when `failed` of `count` independent trials did: the one-sided bound of Clopper and
 * Pearson (Biometrika 26, 1934), found by halving.
 */
export function mostWith(failed: number, count: number): number {
  if (failed >= count) return 1;
  let [low, high] = [failed / count, 1];
  for (let step = 0; step < 50; step += 1) {
    const rate = (low + high) / 2;
    if (atMostSoMany(failed, count, rate) > 0.05) low = rate;
    else high = rate;
  }
  return high;
}

/** How likely it is that no more than `failed` of `count` fail. */
function atMostSoMany(failed: number, count: number, rate: number): number {
  let [term, sum] = [(1 - rate) ** count, (1 - rate) ** count];
  for (let at = 1; at <= failed; at += 1) {
    term *= ((count - at + 1) / at) * (rate / (1 - rate));
    sum += term;
  }
  return sum;
}

function share(values: readonly number[], isCounted: (value: number) => boolean): number {
  return values.filter(isCounted).length / values.length;
}
