/** A node of an ONNX graph, as far as it is looked at before the runtime has it. */
export interface OnnxNode {
  readonly operator: string;
  readonly domain: string;
  readonly inputs: readonly string[];
  readonly outputs: readonly string[];
}

/** A model of a table makes no tensor with more numbers than this from nothing. */
const MAXIMUM_MADE = 2 ** 26;

/** Operators that a prediction cannot have, and why. */
const REFUSED: Readonly<Record<string, string>> = {
  Loop: 'which may never end',
  RandomNormal: 'so it never answers the same',
  RandomNormalLike: 'so it never answers the same',
  RandomUniform: 'so it never answers the same',
  RandomUniformLike: 'so it never answers the same',
  Multinomial: 'so it never answers the same',
  Bernoulli: 'so it never answers the same',
};

/** Operators that make a tensor of a size that an input tells: operator → the place of that input. */
const SIZED: Readonly<Record<string, number>> = { ConstantOfShape: 0, Expand: 1, Tile: 1 };

/**
 * Refuses operators that do not end, that are random, or that would fill the memory from a few bytes.
 * @param constants the numbers of small tensors that the file holds, by name
 */
export function checkOnnxOperators(
  nodes: readonly OnnxNode[],
  constants: ReadonlyMap<string, readonly number[]>,
  refuse: (what: string) => never,
): void {
  for (const { operator, domain, inputs } of nodes) {
    if (domain !== '' && domain !== 'ai.onnx') continue;
    const why = Object.hasOwn(REFUSED, operator) ? REFUSED[operator] : undefined;
    if (why !== undefined) refuse(`has the operator ${operator}, ${why}`);
    const place = Object.hasOwn(SIZED, operator) ? SIZED[operator] : undefined;
    const shape = place === undefined ? undefined : constants.get(inputs[place] ?? '');
    const made = shape?.reduce((product, size) => product * Math.max(1, Math.abs(size)), 1) ?? 0;
    if (made > MAXIMUM_MADE) {
      refuse(`would make a tensor of ${made.toExponential(1)} numbers in the operator ${operator}`);
    }
  }
}
