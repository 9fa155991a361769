import { join } from 'node:path';
import { Readable } from 'node:stream';
import { expect, test } from 'vitest';
import { Interrupted, saveStream } from '../../../../src/data/sources/remote/transfer.ts';
import { MemoryLog } from '../../../../src/system/log.ts';
import { temporaryFolder } from '../../engine.ts';

test.each([4, 6])('five bytes where %i were promised are no whole file', async (expected) => {
  const saved = saveStream(Readable.from([Buffer.from('12345')]), join(temporaryFolder(), 'f'), {
    shown: 'the file',
    limits: { bytes: 100, milliseconds: 1000 },
    log: new MemoryLog(),
    expected,
  });
  await expect(saved).rejects.toThrow(Interrupted);
  await expect(saved).rejects.toThrow(`the file ended after 5 of ${expected} bytes`);
});
