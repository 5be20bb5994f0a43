// Which pages may ask for files: this server's own and the desktop app's, by their exact origin. Never everybody.
import type { FastifyInstance } from 'fastify';
import { DESKTOP_ORIGIN } from '../ws/origins.ts';

/** How long a browser may remember that it has asked. */
const REMEMBERED_SECONDS = '600';

/** A request without an origin comes from a page of this server or from no page at all; it needs a token like any other. */
export function allowOwnPages(scope: FastifyInstance, ownOrigins: () => readonly string[]): void {
  scope.addHook('onRequest', async (request, reply) => {
    const { origin } = request.headers;
    reply.header('vary', 'origin');
    if (origin === undefined) return;
    if (origin !== DESKTOP_ORIGIN && !ownOrigins().includes(origin)) {
      await reply
        .code(403)
        .header('connection', 'close')
        .send({ problem: { code: 'notAllowed' } });
      return;
    }
    reply.headers({
      'access-control-allow-origin': origin,
      'access-control-allow-methods': 'GET, PUT',
      'access-control-allow-headers': 'authorization, content-type',
      'access-control-max-age': REMEMBERED_SECONDS,
    });
  });
}
