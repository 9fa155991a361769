/** Which stage's results of which model. */
export interface StageArtifact {
  readonly model: string;
  readonly stage: string;
  /** Of `train.variants`: each variant has an artifact of its own. */
  readonly variant?: string;
}

/** A brief: an artifact so small that anybody can read it at once. */
export interface Brief {
  readonly what: StageArtifact;
  /** What tells jobs of one matrix apart, in letters, digits, `.` and `_`; empty without one. */
  readonly key: string;
}

/** What a stage's artifact is called. GitHub refuses most punctuation in names. */
export function artifactName(what: StageArtifact, attempt: number): string {
  return `${artifactPrefix(what)}${attempt}`;
}

/** The name without the attempt. */
export function artifactPrefix({ model, stage, variant }: StageArtifact): string {
  const plain = (text: string) => text.replace(/[^A-Za-z0-9._-]/g, '_');
  return `mlops-${plain(model)}-${plain(stage)}-${variant === undefined ? '' : `${plain(variant)}-`}`;
}

/** What a brief is called: whatever is in the model's name, its end tells the key and the attempt. */
export function briefName({ what, key }: Brief, attempt: number): string {
  return `${artifactPrefix(what)}brief-${key === '' ? '' : `${key}-`}${attempt}`;
}

/** What the name of a brief tells. */
export interface BriefName {
  /** The name without the attempt: all attempts at the same have the same. */
  readonly subject: string;
  readonly key: string;
  readonly attempt: number;
}

const BRIEF_NAME = /^(?<subject>mlops-.+-brief-(?:(?<key>[A-Za-z0-9._]+)-)?)(?<attempt>[1-9]\d{0,5})$/;

/** What the name of an artifact tells of a brief; null where it is none. */
export function briefNamed(name: string): BriefName | null {
  const { subject, key = '', attempt } = BRIEF_NAME.exec(name)?.groups ?? {};
  return subject === undefined ? null : { subject, key, attempt: Number(attempt) };
}
