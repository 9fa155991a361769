import { crc32, deflateRawSync } from 'node:zlib';

/** A file in an archive, and every lie that can be told of it. */
export interface ZipEntry {
  readonly name: string;
  readonly content: string | Uint8Array;
  readonly stored?: boolean;
  /** In the header before the data, where it is another one than in the list. */
  readonly headerName?: string;
  readonly flags?: number;
  readonly method?: number;
  readonly checksum?: number;
  /** The size that the list tells. */
  readonly size?: number;
  readonly packedSize?: number;
  readonly packed?: Uint8Array;
  /** Type and rights as Unix has them. */
  readonly mode?: number;
  readonly offset?: number;
  readonly extra?: Uint8Array;
}

export interface ZipLies {
  readonly count?: number;
  readonly listLength?: number;
  readonly listOffset?: number;
  readonly comment?: string;
  readonly before?: Uint8Array;
  readonly disk?: number;
}

/** An archive as bytes: an honest one, unless it is told otherwise. */
export function zipOf(entries: readonly ZipEntry[], lies: ZipLies = {}): Buffer {
  const parts: Buffer[] = [Buffer.from(lies.before ?? [])];
  const list: Buffer[] = [];
  let at = parts[0]?.length ?? 0;
  for (const entry of entries) {
    const content = Buffer.from(entry.content as Uint8Array);
    const packed = Buffer.from(entry.packed ?? (entry.stored ? content : deflateRawSync(content)));
    const name = Buffer.from(entry.name);
    const headerName = Buffer.from(entry.headerName ?? entry.name);
    const extra = Buffer.from(entry.extra ?? []);
    const method = entry.method ?? (entry.stored ? 0 : 8);
    const flags = entry.flags ?? 0;
    const checksum = entry.checksum ?? crc32(content);
    const sizes = [entry.packedSize ?? packed.length, entry.size ?? content.length] as const;
    const described = (flags & 8) !== 0;
    const header = Buffer.alloc(30);
    header.writeUInt32LE(0x04034b50, 0);
    header.writeUInt16LE(20, 4);
    header.writeUInt16LE(flags, 6);
    header.writeUInt16LE(method, 8);
    header.writeUInt32LE(described ? 0 : checksum >>> 0, 14);
    header.writeUInt32LE(described ? 0 : sizes[0], 18);
    header.writeUInt32LE(described ? 0 : sizes[1], 22);
    header.writeUInt16LE(headerName.length, 26);
    const after = Buffer.alloc(described ? 16 : 0);
    if (described) {
      after.writeUInt32LE(0x08074b50, 0);
      after.writeUInt32LE(checksum >>> 0, 4);
      after.writeUInt32LE(sizes[0], 8);
      after.writeUInt32LE(sizes[1], 12);
    }
    parts.push(header, headerName, packed, after);
    const line = Buffer.alloc(46);
    line.writeUInt32LE(0x02014b50, 0);
    line.writeUInt16LE((3 << 8) | 20, 4);
    line.writeUInt16LE(20, 6);
    line.writeUInt16LE(flags, 8);
    line.writeUInt16LE(method, 10);
    line.writeUInt32LE(checksum >>> 0, 16);
    line.writeUInt32LE(sizes[0], 20);
    line.writeUInt32LE(sizes[1], 24);
    line.writeUInt16LE(name.length, 28);
    line.writeUInt16LE(extra.length, 30);
    line.writeUInt32LE(((entry.mode ?? 0o100644) << 16) >>> 0, 38);
    line.writeUInt32LE(entry.offset ?? at, 42);
    list.push(line, name, extra);
    at += header.length + headerName.length + packed.length + after.length;
  }
  const listed = Buffer.concat(list);
  const comment = Buffer.from(lies.comment ?? '');
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(lies.disk ?? 0, 4);
  end.writeUInt16LE(lies.count ?? entries.length, 8);
  end.writeUInt16LE(lies.count ?? entries.length, 10);
  end.writeUInt32LE(lies.listLength ?? listed.length, 12);
  end.writeUInt32LE(lies.listOffset ?? at, 16);
  end.writeUInt16LE(comment.length, 20);
  return Buffer.concat([...parts, listed, end, comment]);
}
