import { spawn } from 'node:child_process';
import { dirname } from 'node:path';
import { inheritedEnvironment } from './program-environment.ts';

/** One GPU as `nvidia-smi` tells it; null is what it does not tell, such as the memory of a GPU divided by MIG. */
export interface Gpu {
  readonly index: number;
  readonly uuid: string;
  readonly name: string;
  readonly memoryBytes: number | null;
  /** Held by whatever process. */
  readonly usedBytes: number | null;
  /** Such as `550.54.15`. */
  readonly driver: string | null;
  /** How busy it was a moment ago, as a percentage. */
  readonly utilization: number | null;
}

/** What asking for the GPUs of this machine gave. */
export type GpuAnswer =
  | { readonly found: 'gpus'; readonly gpus: readonly Gpu[] }
  /** There is no `nvidia-smi`: no driver, or a container that does not see it. */
  | { readonly found: 'no program' }
  | { readonly found: 'no answer'; readonly seconds: number }
  /** It ended with an error, such as a driver that does not answer. */
  | { readonly found: 'failure'; readonly said: string }
  /** It said something that is no list of GPUs. */
  | { readonly found: 'nonsense'; readonly said: string };

export interface GpuQuestion {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly deadlineMs?: number;
}

const FIELDS = [
  'index',
  'uuid',
  'name',
  'memory.total',
  'memory.used',
  'driver_version',
  'utilization.gpu',
] as const;
const QUERY = [`--query-gpu=${FIELDS.join(',')}`, '--format=csv,noheader,nounits'];
/** A driver that was idle takes some seconds to begin. */
const DEADLINE = 10_000;
/** No machine has a list longer than this. */
const LONGEST_ANSWER = 1 << 16;
const MOST_SHOWN = 200;
const MEBIBYTE = 2 ** 20;

/**
 * Asks `nvidia-smi` for the GPUs of this machine. Nothing that it says is trusted, and it is not waited for longer than
 * the deadline: a driver in trouble keeps it where not even SIGKILL reaches it. Never throws.
 */
export async function readGpus({ env, deadlineMs = DEADLINE }: GpuQuestion): Promise<GpuAnswer> {
  const said = await ask(env, deadlineMs).catch(() => 'no program' as const);
  if (said === 'no program') return { found: said };
  if (said === 'no answer') return { found: said, seconds: deadlineMs / 1000 };
  const { code, output } = said;
  // The driver answers, and has nothing to list.
  if (/^no devices (were )?found/im.test(output)) return { found: 'gpus', gpus: [] };
  if (code !== 0) return { found: 'failure', said: shown(output) };
  return listOf(output);
}

/** The GPUs in an answer of `nvidia-smi`. */
export function listOf(output: string): GpuAnswer {
  const nonsense: GpuAnswer = { found: 'nonsense', said: shown(output) };
  if (output.length > LONGEST_ANSWER) return nonsense;
  const gpus: Gpu[] = [];
  for (const line of output.split(/\r?\n/)) {
    if (line.trim() === '') continue;
    const gpu = gpuOf(line);
    if (gpu === undefined || gpus.some(({ index }) => index === gpu.index)) return nonsense;
    gpus.push(gpu);
  }
  return { found: 'gpus', gpus };
}

function gpuOf(line: string): Gpu | undefined {
  const cells = line.split(',').map((cell) => cell.trim());
  const [index = '', uuid = '', name = '', total = '', used = '', driver = '', busy = ''] = cells;
  const numbers = [total, used, busy].map(numberOf);
  if (cells.length !== FIELDS.length || !/^\d{1,3}$/.test(index)) return undefined;
  if (!/^GPU-[0-9a-f-]{8,40}$/i.test(uuid) || plain(name) === '') return undefined;
  if (numbers.includes(undefined)) return undefined;
  const [memory = null, held = null, utilization = null] = numbers;
  return {
    index: Number(index),
    uuid,
    name: plain(name).slice(0, 100),
    memoryBytes: memory === null ? null : memory * MEBIBYTE,
    usedBytes: held === null ? null : held * MEBIBYTE,
    driver: /^\d{1,5}(\.\d{1,5}){0,3}$/.test(driver) ? driver : null,
    utilization,
  };
}

/** A number; null for `[N/A]`, `[Not Supported]` and their like; undefined for anything else. */
function numberOf(text: string): number | null | undefined {
  if (/^\d{1,9}$/.test(text)) return Number(text);
  return /^(\[[A-Za-z/ ]{1,40}\]|N\/A)$/.test(text) ? null : undefined;
}

/**
 * The GPUs that CUDA programs see, by CUDA_VISIBLE_DEVICES: indices and beginnings of UUIDs up to the first that names
 * none; all of them where it is not set.
 */
export function visibleGpus(gpus: readonly Gpu[], visible: string | undefined): readonly Gpu[] {
  if (visible === undefined) return gpus;
  const seen: Gpu[] = [];
  for (const name of visible.split(',').map((text) => text.trim())) {
    const gpu = gpuNamed(name, gpus);
    if (gpu === undefined || seen.some(({ uuid }) => uuid === gpu.uuid)) break;
    seen.push(gpu);
  }
  return seen;
}

function gpuNamed(name: string, gpus: readonly Gpu[]): Gpu | undefined {
  if (/^\d{1,3}$/.test(name)) return gpus.find(({ index }) => index === Number(name));
  if (/^GPU-./i.test(name)) {
    return gpus.find(({ uuid }) => uuid.toLowerCase().startsWith(name.toLowerCase()));
  }
  // A part of a GPU, of which the list of GPUs tells nothing.
  const [first] = gpus;
  if (!first || !/^MIG-[0-9a-z/-]+$/i.test(name)) return undefined;
  return {
    ...first,
    uuid: name,
    name: 'MIG instance',
    memoryBytes: null,
    usedBytes: null,
    utilization: null,
  };
}

/** Text of a program as one short line without control characters. */
function shown(output: string): string {
  const line = output.split(/\r?\n/).find((text) => plain(text) !== '') ?? '';
  return plain(line.slice(0, MOST_SHOWN)) || 'nothing';
}

function plain(text: string): string {
  return text.replaceAll(/[^\p{L}\p{N}\p{P}\p{S} ]+/gu, ' ').trim();
}

type Said = 'no program' | 'no answer' | { readonly code: number | null; readonly output: string };

function ask(env: GpuQuestion['env'], deadlineMs: number): Promise<Said> {
  const grouped = process.platform !== 'win32';
  return new Promise((resolve) => {
    const child = spawn('nvidia-smi', QUERY, {
      // Windows looks for programs in the working directory first, and that may hold anything.
      cwd: dirname(process.execPath),
      env: inheritedEnvironment(env),
      detached: grouped,
      stdio: ['ignore', 'pipe', 'pipe'],
      windowsHide: true,
    });
    let output = '';
    const end = (said: Said) => {
      clearTimeout(timer);
      child.stdout.destroy();
      child.stderr.destroy();
      child.unref();
      resolve(said);
    };
    const kill = () => {
      try {
        if (child.pid !== undefined) process.kill(grouped ? -child.pid : child.pid, 'SIGKILL');
      } catch {
        // It has ended already.
      }
    };
    const timer = setTimeout(() => {
      kill();
      end('no answer');
    }, deadlineMs);
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding('utf8').on('data', (text: string) => {
        output += text;
        if (output.length <= LONGEST_ANSWER) return;
        kill();
        end({ code: 0, output });
      });
    }
    child.once('error', () => end('no program'));
    child.once('close', (code) => end({ code, output }));
  });
}
