import { rounded } from './rules.ts';

/**
 * Figures that stand beside each other in a sentence, with as many decimals as it takes to tell them apart
 * (three where all are within 1, else three significant digits at least).
 */
export function figureTexts(values: readonly number[]): string[] {
  const finite = values.filter(Number.isFinite);
  const greatest = Math.max(0, ...finite.map(Math.abs));
  const magnitude = greatest > 0 ? Math.floor(Math.log10(greatest)) : 0;
  let decimals = greatest > 1 ? Math.max(0, 2 - magnitude) : Math.min(12, Math.max(3, 1 - magnitude));
  const different = new Set(finite.map((value) => rounded(value, greatest))).size;
  let texts = textsWith(values, decimals);
  while (decimals < 12 && new Set(texts).size < different) texts = textsWith(values, ++decimals);
  return texts;
}

function textsWith(values: readonly number[], decimals: number): string[] {
  const format = new Intl.NumberFormat('en-US', {
    minimumFractionDigits: decimals,
    maximumFractionDigits: decimals,
  });
  return values.map((value) => format.format(value === 0 ? 0 : value));
}
