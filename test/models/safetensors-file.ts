/** A safetensors file with one-dimensional float32 tensors. */
export function safetensors(tensors: Readonly<Record<string, readonly number[]>>): Buffer {
  let at = 0;
  const header = Object.fromEntries(
    Object.entries(tensors).map(([name, { length }]) => {
      const from = at;
      at += 4 * length;
      return [name, { dtype: 'F32', shape: [length], data_offsets: [from, at] }];
    }),
  );
  return safetensorsOf(
    JSON.stringify(header),
    Buffer.from(Float32Array.from(Object.values(tensors).flat()).buffer),
  );
}

/** A file with this header and these data, sound or not. */
export function safetensorsOf(header: string, data: Buffer): Buffer {
  const text = Buffer.from(header.padEnd(Math.ceil(header.length / 8) * 8));
  const length = Buffer.alloc(8);
  length.writeBigUInt64LE(BigInt(text.length));
  return Buffer.concat([length, text, data]);
}
