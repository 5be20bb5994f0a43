// Two browsers on two machines of their own, as far as the network goes: each in a network namespace, joined by two
// cables that can be cut. Signalling goes another way, so that a cut costs media only. Needs root and iproute2.
import { chromium, type Browser } from '@playwright/test';
import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { connect, createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { headlessShell } from './chromium.ts';

export type Side = 'customer' | 'agent';
export type Cable = 1 | 2;

export interface TwoNetworks {
  readonly browsers: Readonly<Record<Side, Browser>>;
  /** Swallows everything on a cable, without either side seeing its interface go. */
  readonly cut: (cable: Cable) => void;
  readonly mend: (cable: Cable) => void;
  /** Gives a side another address on a cable, as a new Wi-Fi network does. */
  readonly changeAddress: (side: Side, cable: Cable, host: number) => void;
  /** Adds or removes an interface that leads nowhere. */
  readonly setIdleInterface: (side: Side, present: boolean) => void;
  readonly close: () => Promise<void>;
}

const SIDES = ['customer', 'agent'] as const;
const HOST: Record<Side, number> = { customer: 1, agent: 2 };
/** A hardware address that nobody has: what is sent there is lost in silence. */
const NOBODY = '02:00:00:00:00:99';

/** Why this machine cannot have them; undefined when it can. */
export function whyNoNetworks(): string | undefined {
  if (process.platform !== 'linux' || process.getuid?.() !== 0) return 'network namespaces need root on Linux';
  if (!existsSync('/usr/sbin/ip') && !existsSync('/sbin/ip')) return 'iproute2 is not installed';
  // Of this process alone: another's, or what a killed one left, says nothing of this machine.
  const name = `visavis-try-${String(process.pid)}`;
  try {
    ip('netns', 'add', name);
    ip('netns', 'del', name);
    return undefined;
  } catch {
    return 'this machine allows no network namespaces';
  }
}

/** Starts both browsers. In each, the server's own origin leads to the real server. */
export async function startTwoNetworks(serverOrigin: string): Promise<TwoNetworks> {
  const folder = mkdtempSync(join(tmpdir(), 'visavis-networks-'));
  const id = process.pid.toString(36);
  const names: Record<Side, string> = { customer: `vv-c-${id}`, agent: `vv-a-${id}` };
  for (const side of SIDES) {
    ip('netns', 'add', names[side]);
    ip('-n', names[side], 'link', 'set', 'lo', 'up');
  }
  for (const cable of [1, 2] as const) layCable(names, cable);
  const port = Number(new URL(serverOrigin).port);
  const bridge = await openBridge(join(folder, 'server.sock'), port);
  const doors = await Promise.all(SIDES.map((side) => openDoor(names[side], join(folder, 'server.sock'), port)));
  const [customer, agent] = await Promise.all(SIDES.map((side) => launchInside(names[side], folder)));
  if (!customer || !agent) throw new Error('a browser is missing');

  const bothWays = (change: (side: Side, other: Side) => void): void => {
    change('customer', 'agent');
    change('agent', 'customer');
  };
  return {
    browsers: { customer, agent },
    cut: (cable) =>
      bothWays((side, other) => {
        const address = addressOf(cable, HOST[other]);
        ip(
          '-n',
          names[side],
          'neigh',
          'replace',
          address,
          'lladdr',
          NOBODY,
          'dev',
          `cable${String(cable)}`,
          'nud',
          'permanent',
        );
      }),
    mend: (cable) =>
      bothWays((side, other) => {
        ip('-n', names[side], 'neigh', 'del', addressOf(cable, HOST[other]), 'dev', `cable${String(cable)}`);
      }),
    changeAddress: (side, cable, host) => {
      const device = `cable${String(cable)}`;
      ip('-n', names[side], 'addr', 'flush', 'dev', device);
      ip('-n', names[side], 'addr', 'add', `${addressOf(cable, host)}/24`, 'dev', device);
    },
    setIdleInterface: (side, present) => {
      if (!present) {
        ip('-n', names[side], 'link', 'del', 'idle0');
        return;
      }
      ip('-n', names[side], 'link', 'add', 'idle0', 'type', 'veth', 'peer', 'name', 'idle1');
      ip('-n', names[side], 'addr', 'add', '10.78.0.1/24', 'dev', 'idle0');
      ip('-n', names[side], 'link', 'set', 'idle0', 'up');
    },
    close: async () => {
      await Promise.all([customer.close(), agent.close()]);
      for (const door of doors) door.kill('SIGKILL');
      bridge.close();
      for (const side of SIDES) ip('netns', 'del', names[side]);
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function layCable(names: Record<Side, string>, cable: Cable): void {
  const device = `cable${String(cable)}`;
  ip('link', 'add', device, 'netns', names.customer, 'type', 'veth', 'peer', 'name', device, 'netns', names.agent);
  for (const side of SIDES) {
    ip('-n', names[side], 'addr', 'add', `${addressOf(cable, HOST[side])}/24`, 'dev', device);
    ip('-n', names[side], 'link', 'set', device, 'up');
  }
}

function addressOf(cable: Cable, host: number): string {
  return `10.77.${String(cable)}.${String(host)}`;
}

/** Unix sockets are not bound to a network namespace: through this one the server is reached from both. */
async function openBridge(path: string, port: number): Promise<Server> {
  const bridge = createServer((inside) => {
    const outside = connect(port, '127.0.0.1');
    inside.pipe(outside).pipe(inside);
    inside.on('error', () => outside.destroy());
    outside.on('error', () => inside.destroy());
  });
  bridge.listen(path);
  await once(bridge, 'listening');
  return bridge;
}

/** The other end of the bridge: the server's port on the loopback address of a namespace. */
async function openDoor(name: string, path: string, port: number): Promise<ChildProcess> {
  const script = `
    const net = require('node:net');
    net.createServer((inside) => {
      const outside = net.connect(${JSON.stringify(path)});
      inside.pipe(outside).pipe(inside);
      inside.on('error', () => outside.destroy());
      outside.on('error', () => inside.destroy());
    }).listen(${String(port)}, '127.0.0.1', () => console.log('open'));`;
  const door = spawn('ip', ['netns', 'exec', name, process.execPath, '-e', script], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  await once(door.stdout, 'data');
  return door;
}

function launchInside(name: string, folder: string): Promise<Browser> {
  const program = join(folder, `${name}.sh`);
  const { executablePath = chromium.executablePath(), ...options } = headlessShell();
  writeFileSync(program, `#!/bin/sh\nexec ip netns exec ${name} ${executablePath} "$@"\n`);
  chmodSync(program, 0o755);
  return chromium.launch({ ...options, executablePath: program });
}

function ip(...parameters: string[]): void {
  execFileSync('ip', parameters, { stdio: 'pipe' });
}
