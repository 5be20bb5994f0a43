// Descriptors: vectors of length one, compared by the cosine of the angle between them. Pure.

/** @throws RangeError for a vector without direction */
export function normalised(vector: ArrayLike<number>): Float32Array {
  const length = Math.hypot(...Array.from(vector));
  if (!(length > 0) || !Number.isFinite(length)) throw new RangeError('a descriptor has a direction');
  return Float32Array.from(vector, (value) => value / length);
}

/** The middle of several descriptors of one person, which says more than each of them. */
export function averaged(descriptors: readonly Float32Array[]): Float32Array {
  const [first] = descriptors;
  if (!first || descriptors.some(({ length }) => length !== first.length)) {
    throw new RangeError('descriptors of one length are needed');
  }
  return normalised(first.map((_none, index) => descriptors.reduce((sum, each) => sum + (each[index] ?? 0), 0)));
}

/** From -1 to 1; 1 for the same. */
export function likeness(one: Float32Array, other: Float32Array): number {
  if (one.length !== other.length) throw new RangeError('descriptors of different models cannot be compared');
  return one.reduce((sum, value, index) => sum + value * (other[index] ?? 0), 0);
}
