import type { Task } from '../config/schema/model.ts';
import type { ModelFile } from '../models/engine.ts';
import type { ModelArtifacts, Tfjs } from '../models/tfjs-backend.ts';
import type { LayerWeights } from './dense-net.ts';

/**
 * A trained net as a TF.js layers model: `model.json` and `weights.bin`, as `model.save` lays them out,
 * the same bytes for the same weights. Classifiers end with a sigmoid or a softmax.
 */
export async function saveDenseNet(
  { tf, layers }: Tfjs,
  weights: readonly LayerWeights[],
  task: Task,
): Promise<ModelFile[]> {
  const last = weights.length - 1;
  const ending = {
    'binary-classification': 'sigmoid',
    'multiclass-classification': 'softmax',
    regression: 'linear',
  } as const;
  const model = layers.sequential({
    name: 'dense_net',
    layers: weights.map(({ inputs, units }, index) =>
      layers.layers.dense({
        name: index === last ? 'output' : `hidden_${index + 1}`,
        units,
        activation: index === last ? ending[task] : 'relu',
        // Where training began is no part of what was learned.
        kernelInitializer: 'zeros',
        ...(index === 0 ? { inputShape: [inputs] } : {}),
      }),
    ),
  });
  try {
    const tensors = weights.flatMap(({ kernel, bias, inputs, units }) => [
      tf.tensor2d(kernel, [inputs, units]),
      tf.tensor1d(bias),
    ]);
    model.setWeights(tensors);
    tf.dispose(tensors);
    let saved: ModelArtifacts | undefined;
    await model.save({
      save: async (artifacts) => {
        saved = artifacts;
        return { modelArtifactsInfo: { dateSaved: new Date(0), modelTopologyType: 'JSON' } };
      },
    });
    const { modelTopology, weightSpecs, weightData, generatedBy } = saved as ModelArtifacts;
    const description = {
      format: 'layers-model',
      generatedBy,
      convertedBy: null,
      modelTopology,
      weightsManifest: [{ paths: ['weights.bin'], weights: weightSpecs }],
    };
    return [
      { path: 'model.json', content: Buffer.from(`${JSON.stringify(description, null, 2)}\n`) },
      { path: 'weights.bin', content: new Uint8Array(weightData as ArrayBuffer) },
    ];
  } finally {
    model.dispose();
  }
}
