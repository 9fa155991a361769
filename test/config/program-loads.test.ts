import { describe, expect, it } from 'vitest';
import { type Language, loadsOf, startedModules } from '../../src/config/base/program-loads.ts';

const modules = (text: string) => loadsOf(text, 'python').modules;

describe('what a program of Python imports', () => {
  it.each<[string, string, readonly string[]]>([
    ['modules', 'import os, parts.one as one; import cost', ['os', 'parts.one', 'cost']],
    ['names of a module', 'from parts import one, two as t  # three', ['parts', 'parts.one', 'parts.two']],
    ['names of its own package', 'from . import helpers\nfrom ..up import a', ['.helpers', '..up', '..up.a']],
    ['names on several lines', 'from parts import (\n  one,\n  two\n)', ['parts', 'parts.one', 'parts.two']],
    ['after a bracket that closes', 'from a import (b)\nfrom c import d', ['a', 'a.b', 'c', 'c.d']],
    ['after one that never closes', 'from a import (b\nfrom c import d', ['a', 'a.b', 'c', 'c.d']],
    ['a text for another Python', 'run("import cost; from a import b")', ['cost', 'a', 'a.b']],
    ['a statement that is continued', 'from a \\\n  import b', ['a', 'a.b']],
    ['no sentences', 'Tea from China\nimports = 1', []],
  ])('is %s', (_what, text, expected) => {
    expect([...modules(text)].sort()).toEqual([...expected].sort());
  });
});

// Read in quadratic time, one of these takes many minutes: no test may.
describe('a program that fills a file', () => {
  const filled = (text: string) => text.repeat(Math.ceil((1024 * 1024) / text.length));
  it.each<[string, Language, string]>([
    ['brackets that never close', 'python', filled('from a import (\n')],
    ['names', 'python', filled('from a import b, c\n')],
    ['texts', 'python', filled("'a")],
    ['an import and spaces', 'javascript', `from${filled(' ')}`],
    ['imports', 'javascript', filled("import('a');")],
    ['braces that never close', 'other', filled('${')],
    ['braces', 'other', filled('{a}')],
  ])('with %s is read at once (%s)', (_what, language, text) => {
    expect(loadsOf(text, language).isDynamic).toBe(language === 'other');
  });

  it.each(['python ', 'python -', '-m ', ' -b'])('with %j, for a shell, is read at once', (text) => {
    expect(startedModules(filled(text)).givesText).toBe(false);
  });
});

describe('what a shell is told', () => {
  it.each([
    ['python -c "import cost"', true],
    ['python3.12 -uc "import cost"', true],
    ['cat cost | /usr/bin/python.exe -I -c x', true],
    ['python cost.py; make -c', false],
    ['pythonic -c', false],
    ['sh -c "python cost.py"', false],
  ])('%j gives a program as text: %s', (line, expected) => {
    expect(startedModules(line).givesText).toBe(expected);
  });

  it('are modules and words; what is put in when it runs is left out', () => {
    expect(startedModules('python3 -um parts.cost --fast')).toMatchObject({ modules: ['parts.cost'] });
    const { paths } = loadsOf('. $HOME/env.sh && sh "$DIR/cost.sh" {x}.txt {open', 'other');
    expect(paths).toEqual(expect.arrayContaining(['env.sh', 'cost.sh', '.txt', 'open']));
  });
});
