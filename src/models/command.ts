import { chmod, mkdir, mkdtemp, readdir, rm, rmdir, writeFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import Type, { type Static } from 'typebox';
import { frameOf } from '../data/engine/frame.ts';
import { identifier } from '../data/engine/sql.ts';
import type { Matrix } from '../features/transforms.ts';
import { DataError, UserError } from '../system/errors.ts';
import { runProgram } from '../system/process.ts';
import { inheritedEnvironment } from '../system/program-environment.ts';
import { checkSchema } from '../system/schema-check.ts';
import { object } from '../system/schema-shapes.ts';
import type { EngineOutput, ModelAsked, ModelEngine, ModelFiles, ProgramPorts } from './engine.ts';
import { checkModelFile } from './formats/model-files.ts';
import { readScores, scoreNames } from './scores-file.ts';

/** `model/predict.json`: which program predicts. It is part of the identity, as everything under `model/` is. */
export const PREDICT_FILE = 'predict.json';
const PREDICT_FORMAT = 'mlops-predict/1';
const PredictSchema = object({
  format: Type.Literal(PREDICT_FORMAT),
  command: Type.Array(Type.String({ minLength: 1 }), { minItems: 1 }),
});

const LAST_LINES = 20;
/** Room for a score as text, and for its name in JSON. */
const BYTES_A_SCORE = 200;
const OUTPUTS = ['predictions.csv', 'predictions.parquet', 'predictions.jsonl'];

/** The text of `predict.json`. */
export function predictFile(command: readonly string[]): string {
  const content: Static<typeof PredictSchema> = { format: PREDICT_FORMAT, command: [...command] };
  return `${JSON.stringify(content, null, 2)}\n`;
}

/**
 * Opens a model whose predictions a program of the user makes: its files are data (safetensors, JSON, text), and
 * the program is in the workspace. The package only names the program; it is started where the config names it
 * too, so that nobody runs a program by handing in a package.
 * @throws DataError where a file is damaged, UserError where the program may not or cannot be run here
 */
export async function openModel(model: ModelFiles, _width: number, asked?: ModelAsked): Promise<ModelEngine> {
  const command = commandOf(model);
  for (const { path, content } of model.files) checkModelFile(content, path, 'command', model.where);
  const { signature, programs } = asked ?? {};
  if (!signature || !programs) {
    throw new UserError(`${model.where}: this model is asked by the program \`${command.join(' ')}\``, {
      hint: 'A server does not start a program for each request: export the model to ONNX to serve it, or deploy it with the target `command`.',
    });
  }
  if (!programs.commands.some((allowed) => sameWords(allowed, command))) {
    throw new UserError(
      `${model.where}: the model is asked by the program \`${command.join(' ')}\`, which the config does not name`,
      {
        hint: 'Name it under `gate.predict-commands`, if it is in this repository and you want it run; a package alone never decides what is run.',
      },
    );
  }
  await mkdir(programs.scratch, { recursive: true });
  const folder = await mkdtemp(join(resolve(programs.scratch), 'model-'));
  for (const { path, content } of model.files) {
    await mkdir(dirname(join(folder, 'model', path)), { recursive: true });
    await writeFile(join(folder, 'model', path), content);
    await chmod(join(folder, 'model', path), 0o444);
  }
  return new ProgramEngine(command, folder, model.where, signature, programs);
}

/** The command that `predict.json` names. */
function commandOf({ files, where }: ModelFiles): string[] {
  const content = files.find(({ path }) => path === PREDICT_FILE)?.content;
  let value: unknown;
  try {
    value = JSON.parse(Buffer.from(content ?? []).toString('utf8'));
  } catch {
    value = undefined;
  }
  if (checkSchema(PredictSchema, value).length > 0) {
    throw new DataError(`${where}: model/${PREDICT_FILE} is damaged`, {
      hint: 'Train the model again, or fetch the package again from the registry.',
    });
  }
  return (value as Static<typeof PredictSchema>).command;
}

function sameWords(one: readonly string[], other: readonly string[]): boolean {
  return one.length === other.length && one.every((word, index) => word === other[index]);
}

class ProgramEngine implements ModelEngine {
  readonly #command: readonly string[];
  readonly #folder: string;
  readonly #where: string;
  readonly #signature: NonNullable<ModelAsked['signature']>;
  readonly #programs: ProgramPorts;
  #calls = 0;

  constructor(
    command: readonly string[],
    folder: string,
    where: string,
    signature: NonNullable<ModelAsked['signature']>,
    programs: ProgramPorts,
  ) {
    this.#command = command;
    this.#folder = folder;
    this.#where = where;
    this.#signature = signature;
    this.#programs = programs;
  }

  async predict(matrix: Matrix): Promise<EngineOutput> {
    const { task, classes } = this.#signature;
    const names = scoreNames(task, classes);
    if (matrix.rows === 0) return { rows: 0, width: names.length, values: new Float64Array() };
    const place = join(this.#folder, `call-${this.#calls++}`);
    const output = join(place, 'output');
    await mkdir(output, { recursive: true });
    try {
      const rows = join(place, 'rows.parquet');
      await this.#writeRows(matrix, rows);
      await this.#run({
        MLOPS_MODEL_DIR: join(this.#folder, 'model'),
        MLOPS_PREDICT_DATA: rows,
        MLOPS_OUTPUT_DIR: output,
        MLOPS_TASK: task,
        MLOPS_CLASSES: JSON.stringify(classes),
        PYTHONUNBUFFERED: '1',
        PYTHONHASHSEED: '0',
      });
      return await readScores(this.#programs.engine, await this.#found(output), {
        names,
        rows: matrix.rows,
        maximumBytes: 2 ** 20 + matrix.rows * names.length * BYTES_A_SCORE,
      });
    } finally {
      await rm(place, { recursive: true, force: true });
    }
  }

  /** As the trainer's program got its rows: the transformed features, float32, by their names. */
  async #writeRows({ names, rows, width, values }: Matrix, path: string): Promise<void> {
    const { engine } = this.#programs;
    const columns = names.map((name, column) => ({
      name,
      type: 'number' as const,
      values: Array.from({ length: rows }, (_, row) => values[row * width + column] as number),
    }));
    await engine.insert('rows_to_predict', frameOf(columns));
    const selected = names.map((name) => `${identifier(name)}::FLOAT AS ${identifier(name)}`);
    try {
      await engine.writeParquet(`SELECT ${selected.join(', ')} FROM rows_to_predict`, path);
    } finally {
      await engine.run('DROP TABLE rows_to_predict');
    }
  }

  async #run(variables: Readonly<Record<string, string>>): Promise<void> {
    const { environment, workspace, log, timeoutMs, signal } = this.#programs;
    const [program, ...args] = this.#command as [string, ...string[]];
    const last: string[] = [];
    const result = await runProgram(program, args, {
      cwd: workspace,
      env: { ...inheritedEnvironment(environment), ...variables },
      onLine: (line) => {
        last.push(line);
        if (last.length > LAST_LINES) last.shift();
        log.info(`│ ${line}`);
      },
      timeoutMs,
      ...(signal ? { signal } : {}),
    });
    if (result.code === 0 && !result.stopped) return;
    const how =
      result.stopped === 'timeout'
        ? `ran longer than ${Math.round(timeoutMs / 1000)} s and was stopped`
        : result.stopped
          ? 'was interrupted'
          : result.signal
            ? `was ended by ${result.signal}`
            : `ended with exit code ${result.code}`;
    const output =
      last.length > 0
        ? `; its last lines:\n${last.map((line) => `    ${line}`).join('\n')}`
        : '; it printed nothing';
    throw new UserError(
      `the predict program \`${this.#command.join(' ')}\` of ${this.#where} ${how}${output}`,
      {
        hint: 'The program is not part of the package: it must be in the workspace, and be able to read what every version that is judged has left. Run it by hand with the same MLOPS_… variables to see more.',
      },
    );
  }

  async #found(output: string): Promise<string> {
    const found = (await readdir(output, { withFileTypes: true })).filter(
      (entry) => entry.isFile() && OUTPUTS.includes(entry.name),
    );
    const [file, second] = found;
    if (file && !second) return join(output, file.name);
    throw new DataError(
      `the predict program \`${this.#command.join(' ')}\` left ${file ? `${found.length} files of predictions` : 'no predictions'}`,
      {
        hint: `It must write one of ${OUTPUTS.join(', ')} to the folder that MLOPS_OUTPUT_DIR names.`,
      },
    );
  }

  async close(): Promise<void> {
    await rm(this.#folder, { recursive: true, force: true });
    // Another model may still have its files there.
    await rmdir(this.#programs.scratch).catch(() => undefined);
  }
}
