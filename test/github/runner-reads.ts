/** What the runner reads from an output file: `name<<delimiter`, lines, `delimiter`, as actions/runner does. */
export function outputsOf(text: string): Record<string, string> {
  const outputs: Record<string, string> = {};
  const lines = text.split('\n');
  for (let at = 0; at < lines.length; at++) {
    const line = lines[at] ?? '';
    if (line === '') continue;
    const [, name = '', delimiter = ''] = /^([^=]*?)<<(.+)$/.exec(line) ?? [];
    if (delimiter === '') throw new Error(`the runner refuses the line ${line}`);
    const end = lines.indexOf(delimiter, at + 1);
    if (end < 0) throw new Error(`the runner finds no ${delimiter}`);
    outputs[name] = lines.slice(at + 1, end).join('\n');
    at = end;
  }
  return outputs;
}

/** The lines that a runner takes for commands, as actions/runner reads its output. */
export function commandsOf(stdout: string): string[] {
  const commands: string[] = [];
  for (const line of stdout.split(/\r\n|\n|\r/)) {
    const text = line.trimStart();
    if (/^::[a-z-]+( [^:]*)?::/i.test(text) || line.includes('##[')) commands.push(text);
  }
  return commands;
}
