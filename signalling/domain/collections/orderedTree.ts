// An ordered set that never changes: adding or removing gives a new one, which shares all but O(log n) of the old. Knows nothing of
// calls or agents. A tree balanced by weight, with the bounds of Hirai and Yamamoto (doi:10.1017/S0956796811000104).

/** Negative when `a` goes before `b`; 0 when they stand for the same. */
export type Compare<T> = (a: T, b: T) => number;

type Node<T> = {
  readonly item: T;
  readonly size: number;
  readonly left: Node<T> | null;
  readonly right: Node<T> | null;
};
type Tree<T> = Node<T> | null;

/** One side has at most so many times the weight of the other. */
const HEAVIEST = 3;
/** Up to there one rotation is enough. */
const SINGLE = 2;

export class OrderedTree<T> {
  readonly #compare: Compare<T>;
  readonly #root: Tree<T>;

  private constructor(compare: Compare<T>, root: Tree<T>) {
    this.#compare = compare;
    this.#root = root;
  }

  static empty<T>(compare: Compare<T>): OrderedTree<T> {
    return new OrderedTree(compare, null);
  }

  get size(): number {
    return sizeOf(this.#root);
  }

  get first(): T | undefined {
    let node = this.#root;
    while (node?.left) node = node.left;
    return node?.item;
  }

  get last(): T | undefined {
    let node = this.#root;
    while (node?.right) node = node.right;
    return node?.item;
  }

  /** Takes the place of one that stands for the same. O(log n). */
  with(item: T): OrderedTree<T> {
    return new OrderedTree(this.#compare, inserted(this.#root, item, this.#compare));
  }

  /** The same tree when it is not there. O(log n). */
  without(item: T): OrderedTree<T> {
    const root = removed(this.#root, item, this.#compare);
    return root === this.#root ? this : new OrderedTree(this.#compare, root);
  }

  /** What stands for the same. O(log n). */
  find(item: T): T | undefined {
    let node = this.#root;
    while (node !== null) {
      const order = this.#compare(item, node.item);
      if (order === 0) return node.item;
      node = order < 0 ? node.left : node.right;
    }
    return undefined;
  }

  /** The last that goes before it, which need not be there itself. O(log n). */
  lastBefore(item: T): T | undefined {
    let best: T | undefined;
    let node = this.#root;
    while (node !== null) {
      if (this.#compare(node.item, item) < 0) {
        best = node.item;
        node = node.right;
      } else node = node.left;
    }
    return best;
  }

  /** How many go before it, which need not be there itself. O(log n). */
  countBefore(item: T): number {
    let count = 0;
    let node = this.#root;
    while (node !== null) {
      if (this.#compare(node.item, item) < 0) {
        count += sizeOf(node.left) + 1;
        node = node.right;
      } else node = node.left;
    }
    return count;
  }

  /** In order, as far as one asks: the next costs O(1) on average. `from`: without those that go before it. */
  *inOrder(from?: T): Generator<T, undefined> {
    const above: Node<T>[] = [];
    let node = this.#root;
    for (;;) {
      while (node !== null) {
        if (from !== undefined && this.#compare(node.item, from) < 0) {
          node = node.right;
          continue;
        }
        above.push(node);
        node = node.left;
      }
      const next = above.pop();
      if (next === undefined) return undefined;
      yield next.item;
      node = next.right;
    }
  }
}

function sizeOf(tree: Tree<unknown>): number {
  return tree === null ? 0 : tree.size;
}

function join<T>(item: T, left: Tree<T>, right: Tree<T>): Node<T> {
  return { item, size: sizeOf(left) + sizeOf(right) + 1, left, right };
}

/** The same with both sides in balance, where one has grown or shrunk by one. */
function balanced<T>(item: T, left: Tree<T>, right: Tree<T>): Node<T> {
  const [leftSize, rightSize] = [sizeOf(left), sizeOf(right)];
  if (leftSize + rightSize < 2) return join(item, left, right);
  if (right !== null && rightSize > HEAVIEST * leftSize) {
    const { left: inner, right: outer } = right;
    if (inner === null || sizeOf(inner) < SINGLE * sizeOf(outer))
      return join(right.item, join(item, left, inner), outer);
    return join(inner.item, join(item, left, inner.left), join(right.item, inner.right, outer));
  }
  if (left !== null && leftSize > HEAVIEST * rightSize) {
    const { left: outer, right: inner } = left;
    if (inner === null || sizeOf(inner) < SINGLE * sizeOf(outer))
      return join(left.item, outer, join(item, inner, right));
    return join(inner.item, join(left.item, outer, inner.left), join(item, inner.right, right));
  }
  return join(item, left, right);
}

function inserted<T>(tree: Tree<T>, item: T, compare: Compare<T>): Node<T> {
  if (tree === null) return join(item, null, null);
  const order = compare(item, tree.item);
  if (order === 0) return { ...tree, item };
  return order < 0
    ? balanced(tree.item, inserted(tree.left, item, compare), tree.right)
    : balanced(tree.item, tree.left, inserted(tree.right, item, compare));
}

function removed<T>(tree: Tree<T>, item: T, compare: Compare<T>): Tree<T> {
  if (tree === null) return null;
  const order = compare(item, tree.item);
  if (order === 0) return merged(tree.left, tree.right);
  const side = order < 0 ? tree.left : tree.right;
  const rest = removed(side, item, compare);
  if (rest === side) return tree;
  return order < 0 ? balanced(tree.item, rest, tree.right) : balanced(tree.item, tree.left, rest);
}

function merged<T>(left: Tree<T>, right: Tree<T>): Tree<T> {
  if (left === null) return right;
  if (right === null) return left;
  if (left.size > right.size) {
    const [rest, last] = withoutLast(left);
    return balanced(last, rest, right);
  }
  const [first, rest] = withoutFirst(right);
  return balanced(first, left, rest);
}

function withoutFirst<T>({ item, left, right }: Node<T>): [T, Tree<T>] {
  if (left === null) return [item, right];
  const [first, rest] = withoutFirst(left);
  return [first, balanced(item, rest, right)];
}

function withoutLast<T>({ item, left, right }: Node<T>): [Tree<T>, T] {
  if (right === null) return [left, item];
  const [rest, last] = withoutLast(right);
  return [balanced(item, left, rest), last];
}
