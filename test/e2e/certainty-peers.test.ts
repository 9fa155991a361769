import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { delong } from '../../src/evaluation/certainty/delong.ts';
import { dieboldMariano } from '../../src/evaluation/certainty/diebold-mariano.ts';
import { mcnemarExact } from '../../src/evaluation/certainty/mcnemar.ts';
import { adjustPValues, type Correction } from '../../src/stats/multiple-tests.ts';
import { normalAround } from '../../src/stats/sampling-distribution.ts';
import { expectClose } from '../evaluation/golden.ts';

/** A Python that has statsmodels and SciPy. */
const python = process.env.MLOPS_PEER_PYTHON ?? 'python3';
const hasPeers = spawnSync(python, ['-c', 'import statsmodels, scipy']).status === 0;

/** Another seed each day, so that the cases are not always the same; it is printed with what differs. */
const seed = Number(process.env.MLOPS_PEER_SEED ?? Math.floor(Date.now() / 86_400_000));

type Figures = Record<string, number>;
type Case =
  | { kind: 'mcnemar'; onlyA: number; onlyB: number; expected: Figures }
  | { kind: 'delong'; truth: number[]; a: number[]; b: number[]; expected: Figures | null }
  | {
      kind: 'diebold-mariano';
      errors: [number[], number[]];
      loss: 'squared' | 'absolute';
      horizon: number;
      expected: Figures | null;
    }
  | { kind: 'paired-t'; x: number[]; y: number[]; expected: Figures }
  | { kind: 'correction'; p: number[]; correction: Correction; expected: number[] };

/** The figures of a case by the names that the peer has for them. */
function figuresOf(each: Case): Figures | Float64Array | null {
  switch (each.kind) {
    case 'mcnemar':
      return { ...mcnemarExact(each.onlyA, each.onlyB) };
    case 'delong': {
      const scores = [each.a, each.b].map((side) => Float64Array.from(side)) as [Float64Array, Float64Array];
      const { difference, standard_error, z, p } = delong(Uint8Array.from(each.truth), ...scores) ?? {};
      if (!standard_error || difference === undefined) return null;
      const around = normalAround(difference, standard_error);
      const [worse, upper] = [around.above(-0.01), around.quantile(0.95)];
      return { difference, standard_error, z: z ?? Number.NaN, p: p ?? Number.NaN, worse, upper };
    }
    case 'diebold-mariano': {
      const [first, second] = each.errors;
      const lost = (error: number) => (each.loss === 'squared' ? error * error : Math.abs(error));
      const differences = Float64Array.from(first, (error, t) => lost(error) - lost(second[t] as number));
      const result = dieboldMariano(differences, each.horizon);
      return result && { ...(result as unknown as Figures) };
    }
    case 'paired-t': {
      const result = dieboldMariano(
        Float64Array.from(each.x, (x, k) => x - (each.y[k] as number)),
        1,
      );
      return { t: result?.hln ?? Number.NaN, p: result?.p ?? Number.NaN };
    }
    case 'correction':
      return adjustPValues(each.p, each.correction);
  }
}

test.skipIf(!hasPeers)(
  `paired tests equal statsmodels' and SciPy's on random cases of seed ${seed} (needs MLOPS_PEER_PYTHON with statsmodels)`,
  () => {
    const script = fileURLToPath(new URL('./peers/certainty_peer.py', import.meta.url));
    const { stdout, stderr, status } = spawnSync(python, [script, '--seed', String(seed), '--cases', '500'], {
      encoding: 'utf8',
      maxBuffer: 2 ** 28,
    });
    expect(status, stderr).toBe(0);
    const { cases, tool } = JSON.parse(stdout) as { cases: Case[]; tool: string };
    expect(cases.length).toBe(500);
    let held = 0;
    for (const [index, each] of cases.entries()) {
      if (!each.expected) continue;
      const figures = figuresOf(each) as Figures | null;
      for (const [name, expected] of Object.entries(each.expected)) {
        const tolerance = name === 'p' || name === 'worse' ? 1e-8 : 1e-9;
        expectClose(
          figures?.[name],
          expected,
          `seed ${seed}, case ${index} of ${tool}: ${each.kind} ${name}`,
          tolerance,
        );
        held++;
      }
    }
    expect(held).toBeGreaterThan(900);
  },
);
