// Answers one host call: who asks, for what, with which parameters. Plain data in, plain data out; Electron is not known here.
import {
  HOST_CALLS,
  type HostCall,
  type HostParams,
  type HostProblemCode,
  type HostReply,
  type HostResult,
} from '../../contract/index.ts';
import type { Log } from '../log/createLog.ts';
import { isOwnPage } from '../pageProtocol/pageAddress.ts';

/** One handler for every call of the contract; a missing one does not compile. */
export type HostHandlers = { [C in HostCall]: (params: HostParams<C>) => HostResult<C> | Promise<HostResult<C>> };

export type HostCaller = {
  /** Origin of the frame that asks. */
  origin: string;
  /** True for the main frame of the agent's window. */
  isMainFrame: boolean;
};

export type HostQuestion = { caller: HostCaller; name: unknown; params: unknown };

/** Never throws: `foreignSender`, `unknownCall`, `badParams` and `failed` come back as data. */
export async function answer(question: HostQuestion, handlers: HostHandlers, log: Log): Promise<HostReply<unknown>> {
  const { caller, name, params } = question;
  if (!caller.isMainFrame || !isOwnPage(caller.origin))
    return refuse(log, 'foreignSender', 'Only the agent page may ask the shell.');
  if (!isHostCall(name)) return refuse(log, 'unknownCall', 'There is no such host call.');
  const parsed = HOST_CALLS[name].params.safeParse(params);
  if (!parsed.success) return refuse(log, 'badParams', `${name}: ${whatIsWrong(parsed.error.issues)}`);
  try {
    return { ok: true, value: await perform(handlers, name, parsed.data) };
  } catch (cause) {
    log.error('host call failed', {
      name,
      cause: cause instanceof Error ? (cause.stack ?? cause.message) : 'no error object',
    });
    return { ok: false, code: 'failed', message: `${name} failed; the reason is in the shell's log.` };
  }
}

function isHostCall(name: unknown): name is HostCall {
  return typeof name === 'string' && Object.hasOwn(HOST_CALLS, name);
}

/** `params` has just been parsed by this call's own schema; the compiler cannot follow a name through two records. */
function perform<C extends HostCall>(
  handlers: HostHandlers,
  name: C,
  params: unknown,
): HostResult<C> | Promise<HostResult<C>> {
  return handlers[name](params as HostParams<C>);
}

function refuse(log: Log, code: HostProblemCode, message: string): HostReply<never> {
  log.warn('host call refused', { code, message });
  return { ok: false, code, message };
}

/** Names the parameters, never what was in them. */
function whatIsWrong(issues: readonly { path: readonly PropertyKey[]; code?: string | undefined }[]): string {
  return issues
    .map(({ path, code }) => `${path.map(String).join('.') || 'parameters'}: ${code ?? 'invalid'}`)
    .join('; ')
    .slice(0, 300);
}
