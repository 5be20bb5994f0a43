// How a program is started that gives way to everything else on the machine: what it takes, a journey beside it does not miss.

/** Linux weighs sessions first (sched(7), autogroup) and the programs of one session next, so both are told. */
const GIVE_WAY = '{ echo 19 >/proc/self/autogroup; } 2>/dev/null; exec nice -n 19 "$@"';

type Command = readonly [string, ...string[]];

export function givingWay(command: Command): Command {
  return process.platform === 'win32' ? command : ['sh', '-c', GIVE_WAY, 'sh', ...command];
}
