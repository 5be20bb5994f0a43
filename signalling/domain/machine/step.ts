// Runs one event through a machine held as plain data. Knows XState; knows no call and no agent.
import {
  transition,
  type AnyMachineSnapshot,
  type AnyStateMachine,
  type EventFromLogic,
  type SnapshotFrom,
} from 'xstate';

/** One effect a machine asked for: its name and what it was given. */
export type RequestedAction = { readonly type: string; readonly params: unknown };

export type Step<M extends AnyStateMachine> = {
  readonly snapshot: SnapshotFrom<M>;
  readonly actions: readonly RequestedAction[];
  /** False when no edge of the present state takes the event. */
  readonly accepted: boolean;
};

export function step<M extends AnyStateMachine>(
  machine: M,
  value: SnapshotFrom<M>['value'],
  context: SnapshotFrom<M>['context'],
  event: EventFromLogic<M>,
): Step<M> {
  const resolved: AnyMachineSnapshot = machine.resolveState({ value, context });
  const before = resolved as SnapshotFrom<M>;
  if (!resolved.can(event)) return { snapshot: before, actions: [], accepted: false };
  const [snapshot, actions] = transition(machine, before, event);
  return { snapshot, actions: actions.map(({ type, params }) => ({ type, params })), accepted: true };
}
