/** One thing that training may ask of its machine. */
export interface Check {
  readonly what: 'gpu' | 'gpu-memory' | 'driver' | 'backend' | 'memory' | 'disk';
  /** As the config says it; null where it asks for nothing. */
  readonly asked: string | null;
  /** What there is. */
  readonly measured: string;
  readonly met: boolean;
  /** What to do where it is not met; null where the cure of another check is this one's too. */
  readonly cure: string | null;
}
