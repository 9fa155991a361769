import { DataError } from '../../system/errors.ts';

/** SQL compares column names without case, so two that differ in nothing else cannot stand in one table. */
export function refuseTwins(names: readonly string[], where = ''): void {
  const seen = new Map<string, string>();
  for (const name of names) {
    const twin = seen.get(name.toLowerCase());
    if (twin !== undefined) {
      throw new DataError(
        `${where}two columns have one name: ${JSON.stringify(twin)} and ${JSON.stringify(name)}`,
        { hint: 'Rename one of them; upper and lower case do not tell columns apart.' },
      );
    }
    seen.set(name.toLowerCase(), name);
  }
}

/** Refuses a file whose columns are not those of the first file of its source; their order is free. */
export function refuseOtherColumns(
  source: string,
  first: { readonly shown: string; readonly columns: readonly string[] },
  file: { readonly shown: string; readonly columns: readonly string[] },
): void {
  const lacks = first.columns.filter((name) => !file.columns.includes(name));
  const adds = file.columns.filter((name) => !first.columns.includes(name));
  if (lacks.length === 0 && adds.length === 0) return;
  const parts = [
    ...(lacks.length > 0 ? [`lacks ${lacks.join(', ')}`] : []),
    ...(adds.length > 0 ? [`adds ${adds.join(', ')}`] : []),
  ];
  throw new DataError(
    `source ${source}: the columns of ${file.shown} are not those of ${first.shown}: it ${parts.join(' and ')}`,
    { hint: 'All files of a source must have the same columns; make another source of the others.' },
  );
}

/** `name`, lengthened until none of `columns` has it. */
export function freeName(name: string, columns: Iterable<string>): string {
  const taken = new Set([...columns].map((column) => column.toLowerCase()));
  let free = name;
  while (taken.has(free.toLowerCase())) free += '_';
  return free;
}
