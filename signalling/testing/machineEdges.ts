// All edges of a machine as lines of text: the diagram that the snapshot tests keep.
import type { AnyStateMachine, AnyStateNode } from 'xstate';

export function machineEdges(machine: AnyStateMachine): string {
  return linesOf(machine.root).join('\n');
}

function linesOf(node: AnyStateNode): string[] {
  const here = node.path.join('.') || node.id;
  const own = [
    ...(node.entry.length > 0 ? [`${here}  entry: ${describe(node.entry)}`] : []),
    ...[...node.transitions.values()].flat().map(({ eventType, target, guard, actions, reenter }) => {
      const to = target?.map(({ path }) => path.join('.')).join(' + ') ?? '(stays)';
      const why = guard === undefined ? '' : ` [${nameOf(guard)}]`;
      const what = actions.length === 0 ? '' : ` / ${describe(actions)}`;
      return `${here}  --${eventType}${why}-->  ${to}${reenter && target?.[0] === node ? ' (again)' : ''}${what}`;
    }),
    ...(node.exit.length > 0 ? [`${here}  exit: ${describe(node.exit)}`] : []),
  ];
  return [...own, ...Object.values(node.states).flatMap(linesOf)];
}

function describe(actions: readonly unknown[]): string {
  return actions.map(nameOf).join(', ');
}

/** The name of an action or guard, with its parameters where they are fixed. */
function nameOf(named: unknown): string {
  if (typeof named === 'string') return named;
  if (typeof named === 'function') {
    const { guards, stateValue } = named as { guards?: readonly unknown[]; stateValue?: unknown };
    if (guards !== undefined) return `(${guards.map(nameOf).join(named.name.startsWith('or') ? ' or ' : ' and ')})`;
    return stateValue === undefined ? 'several effects' : `stateIn ${JSON.stringify(stateValue)}`;
  }
  const { type, params } = named as { type: string; params?: unknown };
  return params === undefined || typeof params === 'function' ? type : `${type} ${JSON.stringify(params)}`;
}
