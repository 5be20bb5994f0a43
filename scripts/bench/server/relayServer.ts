// The bare thing to compare with: `ws` with our options, that passes each frame on to the other end of its pair and
// acknowledges it. Parses nothing, knows nobody. The ends of pair 7 connect to /7/a and /7/b.
import { WebSocket, WebSocketServer, type RawData } from 'ws';

const ACKNOWLEDGEMENT = '{"kind":"reply","id":1,"ok":true,"result":{}}';

const ends = new Map<string, WebSocket>();
const server = new WebSocketServer({ host: '127.0.0.1', port: 0, perMessageDeflate: false, clientTracking: false });

server.on('connection', (socket, request) => {
  const path = request.url ?? '';
  const other = path.endsWith('/a') ? path.replace(/a$/, 'b') : path.replace(/b$/, 'a');
  ends.set(path, socket);
  socket.on('message', (data: RawData) => {
    const partner = ends.get(other);
    if (partner?.readyState === WebSocket.OPEN) partner.send(data, { binary: false });
    socket.send(ACKNOWLEDGEMENT);
  });
  socket.on('error', () => socket.terminate());
  socket.on('close', () => ends.delete(path));
});
server.on('listening', () => {
  const address = server.address();
  if (address !== null && typeof address === 'object') console.log(JSON.stringify({ port: address.port }));
});
process.on('SIGTERM', () => process.exit(0));
