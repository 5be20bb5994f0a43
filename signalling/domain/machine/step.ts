// Runs one event through a machine held as plain data. Knows XState; knows no call and no agent.
import {
  createActor,
  type AnyActorRef,
  type AnyActorScope,
  type AnyMachineSnapshot,
  type AnyStateMachine,
  type EventFromLogic,
  type InputFrom,
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
  const [scope, actions] = scopeOf(machine);
  const next: AnyMachineSnapshot = machine.transition(before, event, scope);
  return { snapshot: next as SnapshotFrom<M>, actions, accepted: true };
}

/** A machine's first state, and what it asks for at once. */
export function begin<M extends AnyStateMachine>(machine: M, input: InputFrom<M>): Omit<Step<M>, 'accepted'> {
  const [scope, actions] = scopeOf(machine);
  const first: AnyMachineSnapshot = machine.getInitialSnapshot(scope, input);
  return { snapshot: first as SnapshotFrom<M>, actions };
}

const nothing = (): void => undefined;
const inert = { id: '', sessionId: '', logger: nothing, defer: nothing, stopChild: nothing, emit: nothing };
const actors = new WeakMap<AnyStateMachine, AnyActorRef>();

/**
 * Where a machine's actions stand while an event is worked out, and what they asked for. XState's own `transition` makes an actor for
 * each event, with a first state that nobody asked for. Machines here start nothing, so one actor is enough for all events of a
 * machine: that takes half the time.
 */
function scopeOf(machine: AnyStateMachine): [AnyActorScope, readonly RequestedAction[]] {
  const self = actors.get(machine) ?? createActor(machine);
  actors.set(machine, self);
  const actions: RequestedAction[] = [];
  const actionExecutor: AnyActorScope['actionExecutor'] = ({ type, params }) => actions.push({ type, params });
  return [{ ...inert, self, system: self.system, actionExecutor }, actions];
}
