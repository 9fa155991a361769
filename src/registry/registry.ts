import type { RegistryConfig } from '../config/schema/registry.ts';
import type { ModelPackage } from '../models/package.ts';
import type { RegisterRequest } from './admission.ts';
import type { Assignment, VersionRecord } from './record.ts';

export interface Registered {
  readonly record: VersionRecord;
  /** False where the same content was registered before. */
  readonly created: boolean;
  /** The version before this one, or null. */
  readonly previous: string | null;
  /** Where a person finds it: a folder or an address. */
  readonly location: string;
}

/** A version, and the one that is to give way to it. */
export interface Beside {
  readonly record: VersionRecord;
  /** Null where the environment has none. */
  readonly champion: VersionRecord | null;
}

/**
 * The versions of one model and which of them each environment has. Versions are never changed or
 * removed, their content is verified whenever it is read, and many processes may write at once.
 */
export interface Registry {
  readonly kind: RegistryConfig['kind'];
  readonly model: string;

  /** The names of all versions, oldest first. */
  versions(): Promise<readonly string[]>;

  /** What is known of one version. Throws `UserError` where there is no such version. */
  record(version: string): Promise<VersionRecord>;

  /**
   * Registers a package under the next version, or finds the version that has its identity already.
   * Throws `DataError` where the gate's evidence does not admit it (`admission.ts`).
   */
  register(request: RegisterRequest): Promise<Registered>;

  /**
   * Puts the package of `version` into `directory`, verified file by file. The folder must not exist,
   * or hold that very package already. Throws `UserError` where the registry was tampered with.
   */
  fetch(version: string, directory: string): Promise<ModelPackage>;

  /**
   * Notes that `environment` has `version` from now on; null empties it. Assigning what is assigned
   * already changes nothing.
   */
  assign(environment: string, version: string | null): Promise<Assignment>;

  /** The version that `environment` has, or null. */
  assigned(environment: string): Promise<string | null>;

  /**
   * What is known of a version, and of the one that `environment` has: for a step that changes neither, with as few
   * requests as there can be. Throws `UserError` where there is no such version.
   */
  beside(version: string, environment: string): Promise<Beside>;

  /** What is known of the version that `environment` has, or null: as `beside`, for a step that changes neither. */
  champion(environment: string): Promise<VersionRecord | null>;

  /** The latest assignments of `environment`, newest first. */
  history(environment: string, limit?: number): Promise<readonly Assignment[]>;
}
