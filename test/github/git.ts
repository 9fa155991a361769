import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { deflateSync } from 'node:zlib';

export type ObjectType = 'blob' | 'tree' | 'commit' | 'tag';

export interface Person {
  name: string;
  email: string;
  date: string;
}

interface TreeEntry {
  mode: string;
  sha: string;
}

/** Git objects and references as git itself has them: real names, real bytes, so a clone can check them. */
export class GitStore {
  readonly objects = new Map<string, { type: ObjectType; body: Buffer }>();
  readonly refs = new Map<string, string>();

  put(type: ObjectType, body: Buffer | string): string {
    const bytes = Buffer.from(body as string);
    const sha = createHash('sha1').update(`${type} ${bytes.length}\0`).update(bytes).digest('hex');
    this.objects.set(sha, { type, body: bytes });
    return sha;
  }

  typeOf(sha: string): ObjectType | null {
    return this.objects.get(sha)?.type ?? null;
  }

  bodyOf(sha: string, type: ObjectType): Buffer | null {
    const object = this.objects.get(sha);
    return object?.type === type ? object.body : null;
  }

  /** A tree of files on top of `base`; folders are made as needed. */
  putTree(files: readonly { path: string; mode: string; sha: string }[], base?: string): string {
    const entries = base ? this.entriesOf(base) : new Map<string, TreeEntry>();
    const below = new Map<string, { path: string; mode: string; sha: string }[]>();
    for (const file of files) {
      const [first = '', ...rest] = file.path.split('/');
      if (rest.length === 0) entries.set(first, { mode: file.mode, sha: file.sha });
      else below.set(first, [...(below.get(first) ?? []), { ...file, path: rest.join('/') }]);
    }
    for (const [name, inside] of below) {
      const old = entries.get(name);
      entries.set(name, {
        mode: '40000',
        sha: this.putTree(inside, old?.mode === '40000' ? old.sha : undefined),
      });
    }
    const key = (name: string, mode: string) => Buffer.from(mode === '40000' ? `${name}/` : name);
    const sorted = [...entries].sort(([a, x], [b, y]) => Buffer.compare(key(a, x.mode), key(b, y.mode)));
    return this.put(
      'tree',
      Buffer.concat(
        sorted.map(([name, { mode, sha }]) =>
          Buffer.concat([Buffer.from(`${mode.replace(/^0/, '')} ${name}\0`), Buffer.from(sha, 'hex')]),
        ),
      ),
    );
  }

  entriesOf(tree: string): Map<string, TreeEntry> {
    const body = this.bodyOf(tree, 'tree') ?? Buffer.of();
    const entries = new Map<string, TreeEntry>();
    for (let at = 0; at < body.length; ) {
      const space = body.indexOf(32, at);
      const nul = body.indexOf(0, space);
      const mode = body.subarray(at, space).toString();
      entries.set(body.subarray(space + 1, nul).toString(), {
        mode,
        sha: body.subarray(nul + 1, nul + 21).toString('hex'),
      });
      at = nul + 21;
    }
    return entries;
  }

  putCommit(commit: {
    tree: string;
    parents: readonly string[];
    author: Person;
    committer: Person;
    message: string;
  }): string {
    const parents = commit.parents.map((parent) => `parent ${parent}\n`).join('');
    return this.put(
      'commit',
      `tree ${commit.tree}\n${parents}author ${line(commit.author)}\ncommitter ${line(commit.committer)}\n\n${commit.message}`,
    );
  }

  putTag(tag: { name: string; object: string; type: string; tagger: Person; message: string }): string {
    return this.put(
      'tag',
      `object ${tag.object}\ntype ${tag.type}\ntag ${tag.name}\ntagger ${line(tag.tagger)}\n\n${tag.message}`,
    );
  }

  /** The header lines and the message of a commit or a tag. */
  read(sha: string, type: 'commit' | 'tag'): { headers: [string, string][]; message: string } | null {
    const text = this.bodyOf(sha, type)?.toString();
    if (text === undefined) return null;
    const end = text.indexOf('\n\n');
    const headers = text
      .slice(0, end)
      .split('\n')
      .filter((one) => !one.startsWith(' '))
      .map((one): [string, string] => [one.slice(0, one.indexOf(' ')), one.slice(one.indexOf(' ') + 1)]);
    return { headers, message: text.slice(end + 2) };
  }

  parentsOf(commit: string): string[] {
    const headers = this.read(commit, 'commit')?.headers ?? [];
    return headers.flatMap(([name, value]) => (name === 'parent' ? [value] : []));
  }

  /** A commit and all that it was made on, the newest first. */
  historyOf(commit: string): string[] {
    const found = new Set([commit]);
    for (const one of found)
      for (const parent of this.parentsOf(one)) if (this.objects.has(parent)) found.add(parent);
    return [...found];
  }

  /** The commit that a branch, tag or name means, or null. */
  resolve(name: string): string | null {
    let sha = this.objects.has(name)
      ? name
      : (this.refs.get(`refs/heads/${name}`) ?? this.refs.get(`refs/tags/${name}`));
    while (sha && this.typeOf(sha) === 'tag')
      sha = this.read(sha, 'tag')?.headers.find(([key]) => key === 'object')?.[1];
    return sha && this.typeOf(sha) === 'commit' ? sha : null;
  }

  fileAt(commit: string, path: string): Buffer | null {
    let sha = this.read(commit, 'commit')?.headers.find(([key]) => key === 'tree')?.[1];
    for (const part of path.split('/')) sha = sha && this.entriesOf(sha).get(part)?.sha;
    return sha ? this.bodyOf(sha, 'blob') : null;
  }

  /** Takes over a commit of a repository on this machine, with all that it holds and what was before it. */
  importCommit(directory: string, revision: string): string {
    const git = (args: string[], input?: string) =>
      execFileSync('git', ['-C', directory, ...args], {
        maxBuffer: 1 << 30,
        ...(input === undefined ? {} : { input }),
      });
    const commit = git(['rev-parse', `${revision}^{commit}`])
      .toString()
      .trim();
    const names = git(['rev-list', '--objects', commit]).toString().trim().split('\n');
    const out = git(['cat-file', '--batch'], names.map((name) => `${name.slice(0, 40)}\n`).join(''));
    for (let at = 0; at < out.length; ) {
      const end = out.indexOf(10, at);
      const [sha = '', type = '', size = '0'] = out.subarray(at, end).toString().split(' ');
      this.objects.set(sha, {
        type: type as ObjectType,
        body: out.subarray(end + 1, end + 1 + Number(size)),
      });
      at = end + 2 + Number(size);
    }
    return commit;
  }

  /** Writes everything as a bare repository, for programs that read git. */
  writeBare(directory: string): void {
    const write = (path: string, content: string | Buffer) => {
      mkdirSync(dirname(join(directory, path)), { recursive: true });
      writeFileSync(join(directory, path), content);
    };
    for (const [sha, { type, body }] of this.objects) {
      const bytes = Buffer.concat([Buffer.from(`${type} ${body.length}\0`), body]);
      write(join('objects', sha.slice(0, 2), sha.slice(2)), deflateSync(bytes));
    }
    for (const [name, sha] of this.refs) write(name, `${sha}\n`);
    write('HEAD', 'ref: refs/heads/main\n');
    write('config', '[core]\n\trepositoryformatversion = 0\n\tbare = true\n');
  }
}

function line({ name, email, date }: Person): string {
  return `${name} <${email}> ${Math.floor(Date.parse(date) / 1000)} +0000`;
}

/** A person's line, taken apart as the API shows it. */
export function personOf(text: string): Person {
  const [, name = '', email = '', seconds = '0'] = /^(.*) <(.*)> (\d+) /.exec(text) ?? [];
  return { name, email, date: `${new Date(Number(seconds) * 1000).toISOString().slice(0, 19)}Z` };
}
