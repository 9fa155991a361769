/** A part of an imported schema that this program does not judge, so that nobody believes it does. */
export interface Unsupported {
  /** Where it stands, such as `feature age.imageDomain`. */
  readonly place: string;
  /** What it is and what became of it, as a sentence without a capital or a stop. */
  readonly what: string;
}
