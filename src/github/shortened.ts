/** A plain text of at most so many characters; what is longer ends with `…`, and no pair of surrogates is cut. */
export function shortened(text: string, longest: number): string {
  if (text.length <= longest) return text;
  return `${text.slice(0, longest - 1).replace(/[\uD800-\uDBFF]$/, '')}…`;
}
