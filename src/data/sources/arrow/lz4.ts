/**
 * Decompresses one LZ4 frame (lz4_Frame_format 1.6): what Arrow and Feather files are compressed with by default.
 * Checksums are not looked at; every length is, so that a damaged frame ends in an error.
 * @param size how many bytes come out
 * @throws RangeError for what is no such frame
 */
export function decompressLz4(frame: Uint8Array, size: number): Uint8Array {
  const view = new DataView(frame.buffer, frame.byteOffset, frame.byteLength);
  if (view.getUint32(0, true) !== 0x184d2204) throw new RangeError('this is no LZ4 frame');
  const flags = view.getUint8(4);
  if (flags >> 6 !== 1) throw new RangeError('the LZ4 frame is of another version');
  if (flags & 1) throw new RangeError('the LZ4 frame needs a dictionary');
  const blockChecksum = flags & 16 ? 4 : 0;
  const out = new Uint8Array(size);
  let at = 7 + (flags & 8 ? 8 : 0);
  let written = 0;
  for (;;) {
    const header = view.getUint32(at, true);
    at += 4;
    if (header === 0) break;
    const length = header & 0x7fffffff;
    const block = frame.subarray(at, at + length);
    if (block.length < length) throw new RangeError('the LZ4 frame ends too early');
    if (header >>> 31) {
      if (written + length > size) throw new RangeError('the LZ4 frame holds more than it says');
      out.set(block, written);
      written += length;
    } else written = decompressBlock(block, out, written);
    at += length + blockChecksum;
  }
  if (written !== size) throw new RangeError(`the LZ4 frame holds ${written} bytes, not ${size}`);
  return out;
}

/** One block (lz4_Block_format): literals, then a copy of what came before, and so on. Returns where `out` ends then. */
function decompressBlock(block: Uint8Array, out: Uint8Array, start: number): number {
  let at = 0;
  let end = start;
  const byte = (): number => {
    const value = block[at++];
    if (value === undefined) throw new RangeError('an LZ4 block ends too early');
    return value;
  };
  const length = (base: number): number => {
    let total = base;
    if (base === 15) {
      let more: number;
      do {
        more = byte();
        total += more;
      } while (more === 255);
    }
    return total;
  };
  while (at < block.length) {
    const token = byte();
    const literals = length(token >> 4);
    if (at + literals > block.length || end + literals > out.length) {
      throw new RangeError('an LZ4 block holds more than it says');
    }
    out.set(block.subarray(at, at + literals), end);
    at += literals;
    end += literals;
    // The last sequence has literals only.
    if (at === block.length) break;
    const offset = byte() | (byte() << 8);
    const matched = length(token & 15) + 4;
    if (offset === 0 || offset > end || end + matched > out.length) {
      throw new RangeError('an LZ4 block copies from outside');
    }
    if (offset >= matched) {
      out.copyWithin(end, end - offset, end - offset + matched);
      end += matched;
    } else {
      // The copy overlaps what it makes, so it goes byte by byte.
      for (let left = matched; left > 0; left--, end++) out[end] = out[end - offset] as number;
    }
  }
  return end;
}
