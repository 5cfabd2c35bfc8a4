// Draws manifest/color.png (192 × 192) and manifest/outline.png (32 × 32): a speech bubble with three poll bars.
// Run it from anywhere: node tests/judges/manifest-icons.mjs
import { writeFileSync } from 'node:fs';
import { deflateSync } from 'node:zlib';

const samples = 8; // per pixel and side, for smooth edges
const blue = [0, 94, 184];
const white = [255, 255, 255];

const box = (x, y, width, height, radius) => (px, py) => {
  const dx = Math.max(x + radius - px, px - (x + width - radius), 0);
  const dy = Math.max(y + radius - py, py - (y + height - radius), 0);
  return px >= x && px <= x + width && py >= y && py <= y + height && Math.hypot(dx, dy) <= radius;
};

const triangle = (ax, ay, bx, by, cx, cy) => (px, py) => {
  const side = (x1, y1, x2, y2) => (px - x2) * (y1 - y2) - (x1 - x2) * (py - y2);
  const sides = [side(ax, ay, bx, by), side(bx, by, cx, cy), side(cx, cy, ax, ay)];
  return sides.every(s => s >= 0) || sides.every(s => s <= 0);
};

const any = (...shapes) => (x, y) => shapes.some(shape => shape(x, y));
const without = (shape, hole) => (x, y) => shape(x, y) && !hole(x, y);

/** Layers are [shape, colour], the last on top; what no layer covers stays transparent. */
function draw(size, layers) {
  const rows = Buffer.alloc(size * (size * 4 + 1));
  for (let y = 0; y < size; y++)
    for (let x = 0; x < size; x++) {
      let covered = 0;
      const sum = [0, 0, 0];
      for (let s = 0; s < samples * samples; s++) {
        const at = [x + (s % samples + 0.5) / samples, y + (Math.floor(s / samples) + 0.5) / samples];
        const top = layers.findLast(([shape]) => shape(...at));
        if (!top) continue;
        covered++;
        top[1].forEach((value, i) => { sum[i] += value; });
      }
      const colour = covered ? sum.map(value => Math.round(value / covered)) : [255, 255, 255];
      rows.set([...colour, Math.round(covered * 255 / samples ** 2)], y * (size * 4 + 1) + 1 + x * 4);
    }
  return png(size, rows);
}

function png(size, rows) {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(size, 0);
  header.writeUInt32BE(size, 4);
  header.set([8, 6, 0, 0, 0], 8); // 8 bits a channel, red green blue alpha
  return Buffer.concat([
    Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
    chunk('IHDR', header), chunk('IDAT', deflateSync(rows, { level: 9 })), chunk('IEND', Buffer.alloc(0)),
  ]);
}

function chunk(type, data) {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const length = Buffer.alloc(4);
  length.writeUInt32BE(data.length);
  const check = Buffer.alloc(4);
  check.writeUInt32BE(crc32(body));
  return Buffer.concat([length, body, check]);
}

function crc32(bytes) {
  let crc = 0xffffffff;
  for (const byte of bytes) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit++) crc = crc & 1 ? (crc >>> 1) ^ 0xedb88320 : crc >>> 1;
  }
  return (crc ^ 0xffffffff) >>> 0;
}

const color = draw(192, [
  [box(0, 0, 192, 192, 0), blue],
  [any(box(36, 44, 120, 88, 19), triangle(60, 126, 60, 158, 96, 126)), white],
  [any(box(54, 63, 84, 11, 5.5), box(54, 82, 54, 11, 5.5), box(54, 101, 32, 11, 5.5)), blue],
]);

const bubble = any(box(3, 4, 26, 20, 5), triangle(8, 22, 8, 30, 16, 22));
const inside = any(box(5, 6, 22, 16, 3.2), triangle(10, 21, 10, 25.6, 14.6, 21));
const outline = draw(32, [
  [without(bubble, inside), white],
  [any(box(8, 9, 16, 2, 1), box(8, 13, 10, 2, 1), box(8, 17, 6, 2, 1)), white],
]);

const folder = new URL('../../manifest/', import.meta.url);
writeFileSync(new URL('color.png', folder), color);
writeFileSync(new URL('outline.png', folder), outline);
