// Sends rows (JSON Lines, as `mlops view` writes them) to a prediction server, in the order of the file.
// Usage: node send.mjs ROWS.jsonl URL
import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';

const BATCH = 1000;
const [file, url] = process.argv.slice(2);
if (!file || !url) {
  console.error('Usage: node send.mjs ROWS.jsonl URL');
  process.exit(2);
}

let sent = 0;
let refused = 0;
let late = 0;

async function send(lines) {
  const response = await fetch(new URL('/predict', url), {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: `{"rows":[${lines.join(',')}]}`,
  });
  const answer = await response.json();
  if (!response.ok) {
    if (refused === 0) console.error(`refused: ${JSON.stringify(answer).slice(0, 500)}`);
    refused += lines.length;
    return;
  }
  if (sent === 0) tellExample(JSON.parse(lines[0]), answer);
  sent += lines.length;
  for (const { score } of answer.predictions) if (score >= 0.5) late += 1;
}

function tellExample({ time_hour, carrier, flight, origin, dest }, { version, predictions: [{ score }] }) {
  console.log(
    `${carrier} ${flight} from ${origin} to ${dest}, ${time_hour}: ${version} says ${(100 * score).toFixed(0)} % likely to be late`,
  );
}

let batch = [];
for await (const line of createInterface({
  input: createReadStream(file),
  crlfDelay: Number.POSITIVE_INFINITY,
})) {
  if (line.trim() === '') continue;
  batch.push(line);
  if (batch.length === BATCH) {
    await send(batch);
    batch = [];
  }
}
if (batch.length > 0) await send(batch);
const count = (number) => number.toLocaleString('en-US');
console.log(
  `${count(sent)} requests answered, ${count(refused)} refused; ${count(late)} flights predicted late`,
);
process.exitCode = refused > 0 ? 1 : 0;
