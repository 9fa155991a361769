import type { DataEngine } from '../../src/data/engine/engine.ts';

/** The engine for a tool that closes its own when it is done. */
export function borrowed(engine: DataEngine): DataEngine {
  return new Proxy(engine, {
    get(target, key: keyof DataEngine) {
      if (key === 'close') return async () => {};
      const value = target[key];
      return typeof value === 'function' ? value.bind(target) : value;
    },
  });
}
