// What our ONNX engine takes for rows, one thread, as one process: prints seconds and how far it is from Python's scores.
//   node onnx.ts FOLDER ROWS
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { openModel } from '../../src/models/onnx.ts';

const [folder = '', asked = '0'] = process.argv.slice(2);
const rows = Number(asked);
const bytes = (name: string) => Uint8Array.from(readFileSync(join(folder, name)));
const values = new Float32Array(bytes('rows.bin').buffer);
const width = values.length / rows;
const names = Array.from({ length: width }, (_, k) => `x${k}`);
const file = { path: 'model.onnx', content: bytes('model.onnx') };
const model = await openModel({ files: [file], where: 'bench' }, width);
const expected = new Float32Array(bytes('python.bin').buffer);

let best = { seconds: Number.POSITIVE_INFINITY, cpu: Number.POSITIVE_INFINITY };
let furthest = 0;
for (let time = 0; time < 3; time++) {
  const [wall, cpu] = [performance.now(), process.cpuUsage()];
  const output = await model.predict({ rows, width, names, values });
  const { user, system } = process.cpuUsage(cpu);
  const taken = { seconds: (performance.now() - wall) / 1000, cpu: (user + system) / 1e6 };
  if (taken.cpu < best.cpu) best = taken;
  for (let row = 0; row < rows; row++) {
    // The last of a row's scores is that of the positive class.
    const score = output.values[(row + 1) * output.width - 1] as number;
    furthest = Math.max(furthest, Math.abs(score - (expected[row] as number)));
  }
}
await model.close();
console.log(JSON.stringify({ ...best, furthest }));
