// Trains a TF.js layers model for mlops-actions: Parquet in, model.json and its weights out.
import { writeFileSync } from 'node:fs';
import * as tf from '@tensorflow/tfjs';
import { asyncBufferFromFile, parquetReadObjects } from 'hyparquet';
import { compressors } from 'hyparquet-compressors';

const { MLOPS_TRAIN_DATA, MLOPS_LABEL, MLOPS_SEED, MLOPS_OUTPUT_DIR } = process.env;
const rows = await parquetReadObjects({ file: await asyncBufferFromFile(MLOPS_TRAIN_DATA), compressors });
const features = Object.keys(rows[0]).filter((name) => name !== MLOPS_LABEL);
const xs = tf.tensor2d(rows.map((row) => features.map((name) => row[name])));
const ys = tf.tensor2d(rows.map((row) => [Number(row[MLOPS_LABEL])]));

const kernelInitializer = tf.initializers.glorotUniform({ seed: Number(MLOPS_SEED) });
const model = tf.sequential();
model.add(
  tf.layers.dense({ units: 16, activation: 'relu', inputShape: [features.length], kernelInitializer }),
);
model.add(tf.layers.dense({ units: 1, activation: 'sigmoid', kernelInitializer }));
model.compile({ optimizer: 'adam', loss: 'binaryCrossentropy' });
await model.fit(xs, ys, { epochs: 10, shuffle: false, verbose: 0 });

await model.save(
  tf.io.withSaveHandler(async ({ modelTopology, weightSpecs, weightData }) => {
    const weightsManifest = [{ paths: ['weights.bin'], weights: weightSpecs }];
    writeFileSync(`${MLOPS_OUTPUT_DIR}/model.json`, JSON.stringify({ modelTopology, weightsManifest }));
    writeFileSync(`${MLOPS_OUTPUT_DIR}/weights.bin`, Buffer.from(weightData));
    return { modelArtifactsInfo: { dateSaved: new Date(), modelTopologyType: 'JSON' } };
  }),
);
