// Bounds the connections over which nothing goes on and that are kept for a next request. Knows sockets; nothing of requests.
import type { Server, ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';

/**
 * Whoever has been idle longest makes room, wherever they come from: behind a proxy all seem to come from there. Connections that
 * have sent nothing yet have a deadline of their own, and WebSockets their own bounds.
 */
export function boundIdleConnections(server: Server, maxIdle: number): void {
  /** In the order they fell idle. */
  const idle = new Set<Duplex>();
  server.on('request', ({ socket }, response: ServerResponse) => {
    idle.delete(socket);
    response.once('finish', () => {
      if (!response.shouldKeepAlive || socket.destroyed) return;
      idle.add(socket);
      const [longest] = idle;
      if (longest === undefined || idle.size <= maxIdle) return;
      // At once, not when it has closed: of many that fall idle together each makes room.
      idle.delete(longest);
      longest.destroy();
    });
  });
  server.on('connection', (socket: Duplex) => socket.once('close', () => idle.delete(socket)));
  server.on('upgrade', (_, socket: Duplex) => idle.delete(socket));
}
