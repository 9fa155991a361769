/** How many bytes follow an opcode, by opcode; see `pickletools` of Python. */
const ARGUMENT_BYTES = new Map<number, number>([
  ...[...'(.012NQRabd}el]ost)u'].map((code): [number, number] => [code.charCodeAt(0), 0]),
  ...[0x81, 0x85, 0x86, 0x87, 0x88, 0x89, 0x8f, 0x90, 0x91, 0x92, 0x93, 0x94, 0x97, 0x98].map(
    (code): [number, number] => [code, 0],
  ),
  ...[...'Khq'].map((code): [number, number] => [code.charCodeAt(0), 1]),
  ...[0x80, 0x82].map((code): [number, number] => [code, 1]),
  ['M'.charCodeAt(0), 2],
  [0x83, 2],
  ...[...'Jjr'].map((code): [number, number] => [code.charCodeAt(0), 4]),
  [0x84, 4],
  ['G'.charCodeAt(0), 8],
  [0x95, 8],
]);

/** Opcodes whose argument begins with its own length, in as many bytes. */
const COUNTED = new Map<number, number>([
  ...[...'UC'].map((code): [number, number] => [code.charCodeAt(0), 1]),
  [0x8a, 1],
  [0x8c, 1],
  ...[...'TXB'].map((code): [number, number] => [code.charCodeAt(0), 4]),
  [0x8b, 4],
  [0x8d, 8],
  [0x8e, 8],
  [0x96, 8],
]);

/** Opcodes of the textual protocols 0 and 1 whose arguments are lines, and what those lines must look like. */
const LINES: Readonly<Record<string, readonly RegExp[]>> = {
  F: [/^[-+0-9.eEnaifNAIF]+$/],
  I: [/^-?[0-9]+$/],
  L: [/^-?[0-9]+L?$/],
  P: [/^.+$/],
  S: [/^(['"]).*\1$/],
  V: [/^.*$/],
  g: [/^[0-9]+$/],
  p: [/^[0-9]+$/],
  c: [/^[\w.]+$/, /^[\w.]+$/],
  i: [/^[\w.]+$/, /^[\w.]+$/],
};

/** What a pickle without a version can begin with: something that is put on its stack. */
const BEGINNINGS = '(c]})ILFSVNKMJGUTX';
const PROTOCOL = 0x80;
const LATEST_PROTOCOL = 5;
const STOP = '.'.charCodeAt(0);

/**
 * Whether bytes are a Python pickle of protocol 0 to 5. Its opcodes are followed, and nothing is carried out.
 * @param head the beginning of a file; `whole` where it is all of it
 */
export function isPickle(head: Uint8Array, whole: boolean): boolean {
  const first = head[0];
  if (first === PROTOCOL) return (head[1] ?? 0xff) <= LATEST_PROTOCOL && (head[1] ?? 0) >= 2;
  // The protocols 0 and 1 have no magic: what is not a pickle soon has a byte that is no opcode.
  if (first === undefined || !BEGINNINGS.includes(String.fromCharCode(first))) return false;
  let at = 0;
  for (let opcodes = 0; at < head.length; opcodes++) {
    const code = head[at] as number;
    // A word or two end in `.` by chance, but not behind a sound program.
    if (code === STOP) return opcodes > 0 && (!whole || isBlank(head, at + 1));
    const next = behind(head, at);
    if (next === null) return false;
    at = next;
  }
  return !whole;
}

/** The place behind the opcode at `at` and its argument; null where there is none. */
function behind(head: Uint8Array, at: number): number | null {
  const code = head[at] as number;
  const fixed = ARGUMENT_BYTES.get(code);
  if (fixed !== undefined) return at + 1 + fixed;
  const counted = COUNTED.get(code);
  if (counted !== undefined) {
    let length = 0;
    for (let byte = 0; byte < counted; byte++) length += (head[at + 1 + byte] ?? 0) * 2 ** (8 * byte);
    return at + 1 + counted + length;
  }
  const lines = LINES[String.fromCharCode(code)];
  if (!lines) return null;
  let from = at + 1;
  for (const shape of lines) {
    const end = head.indexOf(0x0a, from);
    if (end < 0) return head.length;
    if (!shape.test(Buffer.from(head.subarray(from, end)).toString('latin1'))) return null;
    from = end + 1;
  }
  return from;
}

function isBlank(bytes: Uint8Array, from: number): boolean {
  return bytes.subarray(from).every((byte) => byte === 0x0a || byte === 0x0d || byte === 0x20);
}
