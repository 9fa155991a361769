// Numbers of the zip format (PKWARE's APPNOTE), for both of its readers.

/** What the parts of an archive begin with: its end, an entry of its list, a file. */
export const END_SIGNATURE = 0x06054b50;
export const ENTRY_SIGNATURE = 0x02014b50;
export const FILE_SIGNATURE = 0x04034b50;
export const END_SIZE = 22;
/** How a file is packed. */
export const STORED = 0;
export const DEFLATED = 8;
/** Who made an entry, and what of its mode says which kind of file it is. */
export const UNIX = 3;
export const TYPE_MASK = 0o170000;
export const PLAIN_FILE = 0o100000;
