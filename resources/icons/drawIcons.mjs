// Draws every icon of the desktop app from the shapes below: `npx node resources/icons/drawIcons.mjs`. Knows shapes, PNG, ICO and
// ICNS; uses no package. The two half-circles are two people facing each other across a table.
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { crc32, deflateSync } from 'node:zlib';

const HERE = import.meta.dirname;
/** Samples along a pixel's side: edges at 16 px need many, at 512 px few. */
const samplesFor = (/** @type {number} */ size) => (size <= 64 ? 8 : 4);

// Shapes live on a canvas of 1 x 1, y downwards. A shape says for a point whether it is inside, and in which colour.

/** @typedef {{ r: number, g: number, b: number }} Colour */

/** @returns {Colour} */
const rgb = (/** @type {string} */ hex) => {
  const channel = (/** @type {number} */ at) => parseInt(hex.slice(at, at + 2), 16);
  return { r: channel(1), g: channel(3), b: channel(5) };
};

/** @returns {Colour} */
const mix = (/** @type {Colour} */ from, /** @type {Colour} */ to, /** @type {number} */ t) => {
  return { r: from.r + (to.r - from.r) * t, g: from.g + (to.g - from.g) * t, b: from.b + (to.b - from.b) * t };
};

/** @typedef {{ x: number, y: number, r: number }} Disc */
/** @typedef {(x: number, y: number) => boolean} Inside */
/** @typedef {{ inside: Inside, colour: (x: number, y: number) => Colour | undefined }} Shape an undefined colour cuts a hole */

/** @returns {Inside} */
const disc =
  (/** @type {Disc} */ { x, y, r }) =>
  (px, py) =>
    (px - x) ** 2 + (py - y) ** 2 <= r * r;

/** @returns {Inside} the half of a disc on the side of `side` (-1 left, 1 right) of its centre */
const half =
  (/** @type {Disc & { side: number }} */ { side, ...of }) =>
  (px, py) =>
    disc(of)(px, py) && (px - of.x) * side >= 0;

/** @returns {Inside} a bar with round ends */
const bar =
  (/** @type {{ x1: number, y1: number, x2: number, y2: number, r: number }} */ { x1, y1, x2, y2, r }) =>
  (px, py) => {
    const along = ((px - x1) * (x2 - x1) + (py - y1) * (y2 - y1)) / ((x2 - x1) ** 2 + (y2 - y1) ** 2 || 1);
    const t = Math.max(0, Math.min(1, along));
    return disc({ x: x1 + t * (x2 - x1), y: y1 + t * (y2 - y1), r })(px, py);
  };

/** @returns {Inside} */
const roundedSquare = (/** @type {number} */ margin, /** @type {number} */ r) => (px, py) => {
  const inner = (/** @type {number} */ v) => Math.max(margin + r, Math.min(1 - margin - r, v));
  return disc({ x: inner(px), y: inner(py), r })(px, py);
};

/** @returns {Shape} */
const fill = (/** @type {Inside} */ inside, /** @type {string} */ hex) => ({ inside, colour: () => rgb(hex) });
/** @returns {Shape} */
const cut = (/** @type {Inside} */ inside) => ({ inside, colour: () => undefined });
/** @returns {Shape} from `top` to `bottom` down the canvas */
const shade = (/** @type {Inside} */ inside, /** @type {string} */ top, /** @type {string} */ bottom) => ({
  inside,
  colour: (_x, y) => mix(rgb(top), rgb(bottom), y),
});

/** Two people at one table: the left a little higher, as one speaks and the other listens. */
function faces(
  /** @type {{ r: number, gap: number, drop: number, left: string, right: string, y?: number, x?: number }} */ options,
) {
  const { r, gap, drop, left, right, x = 0.5, y = 0.5 } = options;
  return [
    fill(half({ x: x - gap / 2, y: y - drop / 2, r, side: -1 }), left),
    fill(half({ x: x + gap / 2, y: y + drop / 2, r, side: 1 }), right),
  ];
}

const appIcon = [
  shade(roundedSquare(0.03, 0.22), '#14857b', '#0b4f4a'),
  ...faces({ r: 0.31, gap: 0.085, drop: 0.12, left: '#ffffff', right: '#7ee3d3' }),
];

// Tray icons: the pair, and in the corner a mark whose shape says the status even without its colour.
const TEAL = { left: '#14a094', right: '#3cc4b6' };
const GREY = { left: '#7d8b8f', right: '#a3afb2' };
const MARK = { x: 0.73, y: 0.73, r: 0.27 };
const GAP = 0.07;
const pair = (/** @type {{ left: string, right: string }} */ colours) =>
  faces({ r: 0.42, gap: 0.12, drop: 0.08, x: 0.46, y: 0.46, ...colours });
const room = cut(disc({ ...MARK, r: MARK.r + GAP }));
const at = (/** @type {number} */ dx, /** @type {number} */ dy) => ({
  x: MARK.x + dx * MARK.r,
  y: MARK.y + dy * MARK.r,
});
const line = (/** @type {[number, number, number, number]} */ [x1, y1, x2, y2], width = 0.16) =>
  bar({ x1: at(x1, y1).x, y1: at(x1, y1).y, x2: at(x2, y2).x, y2: at(x2, y2).y, r: width * MARK.r });

/** One entry a status of the host contract. @type {Record<string, Shape[]>} */
const trayIcons = {
  signedOut: pair(GREY),
  available: [
    ...pair(TEAL),
    room,
    fill(disc(MARK), '#22c55e'),
    fill(line([-0.45, 0.05, -0.12, 0.4], 0.15), '#ffffff'),
    fill(line([-0.12, 0.4, 0.48, -0.35], 0.15), '#ffffff'),
  ],
  away: [...pair(TEAL), room, fill(disc(MARK), '#f59e0b'), fill(line([-0.45, 0, 0.45, 0], 0.2), '#ffffff')],
  ringing: [
    ...pair(TEAL),
    room,
    fill(disc({ ...MARK, r: MARK.r }), '#e11d48'),
    fill(line([0, -0.5, 0, 0.1], 0.2), '#ffffff'),
    fill(disc({ ...at(0, 0.55), r: 0.21 * MARK.r }), '#ffffff'),
  ],
  inCall: [...pair(TEAL), room, fill(disc(MARK), '#2563eb'), fill(disc({ ...MARK, r: MARK.r * 0.42 }), '#ffffff')],
  wrapUp: [
    ...pair(TEAL),
    room,
    fill(disc(MARK), '#8b5cf6'),
    ...[-0.4, 0, 0.4].map((dx) => fill(disc({ ...at(dx * 1.15, 0), r: 0.19 * MARK.r }), '#ffffff')),
  ],
  held: [
    ...pair(TEAL),
    room,
    fill(disc(MARK), '#0f766e'),
    ...[-0.26, 0.26].map((dx) => fill(line([dx, -0.36, dx, 0.36], 0.17), '#ffffff')),
  ],
  offline: [
    ...pair(GREY),
    room,
    fill(disc(MARK), '#475569'),
    fill(line([-0.35, -0.35, 0.35, 0.35], 0.17), '#ffffff'),
    fill(line([-0.35, 0.35, 0.35, -0.35], 0.17), '#ffffff'),
  ],
};

/** Pixels of `shapes` at `size` as RGBA, painted in order, averaged over the samples of each pixel. */
function rasterise(/** @type {Shape[]} */ shapes, /** @type {number} */ size) {
  const pixels = Buffer.alloc(size * size * 4);
  const samples = samplesFor(size);
  for (let index = 0; index < size * size; index += 1) {
    const sum = { r: 0, g: 0, b: 0, covered: 0 };
    for (let sample = 0; sample < samples * samples; sample += 1) {
      const x = ((index % size) + ((sample % samples) + 0.5) / samples) / size;
      const y = (Math.floor(index / size) + (Math.floor(sample / samples) + 0.5) / samples) / size;
      const top = shapes.findLast((shape) => shape.inside(x, y))?.colour(x, y);
      if (!top) continue;
      sum.r += top.r;
      sum.g += top.g;
      sum.b += top.b;
      sum.covered += 1;
    }
    const mean = (/** @type {number} */ v) => Math.round(v / Math.max(1, sum.covered));
    const alpha = Math.round((sum.covered / (samples * samples)) * 255);
    pixels.set([mean(sum.r), mean(sum.g), mean(sum.b), alpha], index * 4);
  }
  return pixels;
}

function png(/** @type {Shape[]} */ shapes, /** @type {number} */ size) {
  const pixels = rasterise(shapes, size);
  const rows = Array.from({ length: size }, (_, y) =>
    Buffer.concat([Buffer.of(0), pixels.subarray(y * size * 4, (y + 1) * size * 4)]),
  );
  const header = Buffer.alloc(13);
  header.writeUInt32BE(size, 0);
  header.writeUInt32BE(size, 4);
  header.set([8, 6, 0, 0, 0], 8); // eight bits, RGBA
  const signature = Buffer.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a);
  return Buffer.concat([
    signature,
    chunk('IHDR', header),
    chunk('IDAT', deflateSync(Buffer.concat(rows), { level: 9 })),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

function chunk(/** @type {string} */ type, /** @type {Buffer} */ data) {
  const body = Buffer.concat([Buffer.from(type), data]);
  const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(data.length);
  sum.writeUInt32BE(crc32(body));
  return Buffer.concat([length, body, sum]);
}

/** Windows: a directory, then the PNGs. A side of 256 is written as 0. */
function ico(/** @type {[number, Buffer][]} */ images) {
  const head = Buffer.alloc(6 + 16 * images.length);
  head.writeUInt16LE(1, 2);
  head.writeUInt16LE(images.length, 4);
  let offset = head.length;
  images.forEach(([size, data], index) => {
    const entry = 6 + 16 * index;
    head.set([size % 256, size % 256, 0, 0, 1, 0, 32, 0], entry);
    head.writeUInt32LE(data.length, entry + 8);
    head.writeUInt32LE(offset, entry + 12);
    offset += data.length;
  });
  return Buffer.concat([head, ...images.map(([, data]) => data)]);
}

/** macOS: typed blocks, each a PNG. */
function icns(/** @type {[string, Buffer][]} */ images) {
  const blocks = images.map(([type, data]) => {
    const head = Buffer.alloc(8, type, 'latin1');
    head.writeUInt32BE(data.length + 8, 4);
    return Buffer.concat([head, data]);
  });
  const head = Buffer.alloc(8, 'icns', 'latin1');
  head.writeUInt32BE(8 + blocks.reduce((sum, block) => sum + block.length, 0), 4);
  return Buffer.concat([head, ...blocks]);
}

const write = (/** @type {string} */ name, /** @type {Buffer} */ data) => writeFileSync(join(HERE, name), data);

mkdirSync(join(HERE, 'tray'), { recursive: true });
mkdirSync(join(HERE, 'app'), { recursive: true });
for (const [status, shapes] of Object.entries(trayIcons)) {
  // 16 px at the scales Electron knows by name.
  for (const [suffix, size] of /** @type {[string, number][]} */ ([
    ['', 16],
    ['@1.5x', 24],
    ['@2x', 32],
    ['@3x', 48],
  ])) {
    write(`tray/${status}${suffix}.png`, png(shapes, size));
  }
}
const app = new Map([16, 24, 32, 48, 64, 128, 256, 512, 1024].map((size) => [size, png(appIcon, size)]));
const sized = (/** @type {number} */ size) => app.get(size) ?? Buffer.alloc(0);
for (const size of [16, 24, 32, 48, 64, 128, 256, 512]) write(`app/${size}x${size}.png`, sized(size));
write('app.ico', ico([16, 24, 32, 48, 64, 128, 256].map((size) => [size, sized(size)])));
write(
  'app.icns',
  icns([
    ['ic11', sized(32)],
    ['ic12', sized(64)],
    ['ic07', sized(128)],
    ['ic08', sized(256)],
    ['ic09', sized(512)],
    ['ic10', sized(1024)],
  ]),
);
