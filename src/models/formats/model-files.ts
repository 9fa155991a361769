import { DataError } from '../../system/errors.ts';
import type { ModelFormat } from '../package.ts';
import { EXPORT_HINT, formatOf, HEAD_BYTES } from './format.ts';
import { checkSafetensors } from './safetensors.ts';

/** What the files of a model may be by their bytes, by its format. The weights of TF.js are bare numbers. */
const ALLOWED: Readonly<Record<ModelFormat, readonly string[]>> = {
  onnx: ['onnx'],
  tfjs: ['json'],
  command: ['safetensors', 'json', 'text'],
};

/**
 * Checks by its bytes that a file of a model is what its format allows, before anything parses it.
 * @param path beneath `model/`
 * @throws DataError that says what it is instead
 */
export function checkModelFile(content: Uint8Array, path: string, format: ModelFormat, where: string): void {
  const found = formatOf(content.subarray(0, HEAD_BYTES), content.length);
  const refused = (what: string) =>
    new DataError(`${where}: model/${path} is ${what}, and is not loaded`, { hint: EXPORT_HINT });
  if ('refused' in found) throw refused(found.refused);
  if (!ALLOWED[format].includes(found.safe)) {
    throw refused(
      found.safe === 'onnx' ? 'an ONNX model' : found.safe === 'text' ? 'plain text' : found.safe,
    );
  }
  if (found.safe === 'safetensors') checkSafetensors(content, `${where}: model/${path}`);
}
