import { rmSync } from 'node:fs';

const paths = new Set<string>();

/**
 * Removes `path` (a file or a folder) should the process end before the function that comes back was called: an
 * interrupted command leaves no half of anything behind. What kills at once cannot be helped.
 */
export function removeAtExit(path: string): () => void {
  if (paths.size === 0) process.on('exit', removeAll);
  paths.add(path);
  return () => {
    paths.delete(path);
    if (paths.size === 0) process.off('exit', removeAll);
  };
}

function removeAll(): void {
  for (const path of paths) rmSync(path, { recursive: true, force: true });
}
