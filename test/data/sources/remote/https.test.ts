import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { createServer as createHttp } from 'node:http';
import { createServer as createHttps } from 'node:https';
import { type AddressInfo, connect, createServer as createTcp } from 'node:net';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { describe, expect, onTestFinished, test } from 'vitest';
import type { SourceConfig } from '../../../../src/config/schema/sources.ts';
import { fetchSources } from '../../../../src/data/sources/remote/fetch.ts';
import type { Network } from '../../../../src/data/sources/remote/network.ts';
import type { RemotePorts } from '../../../../src/data/sources/remote/remote.ts';
import { registerSource } from '../../../../src/data/sources/sources.ts';
import { DataError, describeError, ServiceError, UserError } from '../../../../src/system/errors.ts';
import { temporaryFolder, testEngine } from '../../engine.ts';
import { testPorts, testServer } from './ports.ts';

const folder = temporaryFolder();
const fixtures = join(import.meta.dirname, '../../../fixtures/remote');

async function fetchOne(source: SourceConfig, ports: RemotePorts = testPorts()) {
  const local = (await fetchSources({ data: source }, folder, ports)).get('data');
  if (!local?.fetched) throw new Error('nothing was fetched');
  return local.fetched;
}

async function complaint(source: SourceConfig, ports?: RemotePorts): Promise<unknown> {
  return fetchOne(source, ports).then(
    () => {
      throw new Error('it was fetched');
    },
    (error: unknown) => error,
  );
}

const CSV = 'a,b\n1,x\n2,y\n';
const sha256 = (text: string | Buffer) => createHash('sha256').update(text).digest('hex');

describe('https sources', () => {
  test('are downloaded, digested, and read as the file that their address names', async () => {
    const { url, asked } = await testServer((_, response) => response.end(gzipSync(CSV)));
    const ports = testPorts();
    const source = { path: `${url}/data/flights.csv.gz?token=geheim` };
    const local = (await fetchSources({ data: source }, folder, ports)).get('data');
    const [[path, file] = []] = [...(local?.fetched?.files ?? [])];
    expect(file).toEqual({
      shown: `${url}/data/flights.csv.gz`,
      digest: `sha256:${sha256(await readFile(path ?? ''))}`,
    });
    const engine = await testEngine(await ports.folder());
    if (!local) throw new Error('not fetched');
    const registered = await registerSource(engine, 'data', local.config, folder, new Set(), local.fetched);
    expect(registered.rows).toBe(2);
    expect(registered.files).toEqual([{ path, ...file, rows: 2 }]);
    // Every stage of the process sees what the first one fetched.
    await fetchSources({ data: source }, folder, ports);
    expect(asked).toEqual(['/data/flights.csv.gz?token=geheim']);
    expect(JSON.stringify(ports.log.lines)).not.toContain('geheim');
  });

  test('must have the digest that is pinned', async () => {
    const { url } = await testServer((_, response) => response.end(CSV));
    const path = `${url}/a.csv`;
    await fetchOne({ path, sha256: sha256(CSV) });
    const error = await complaint({ path, sha256: sha256('other') });
    expect(error).toBeInstanceOf(DataError);
    expect(describeError(error)).toContain(sha256(CSV));
  });

  test('may stand beside files of this machine, in order', async () => {
    const { url } = await testServer((_, response) => response.end(CSV));
    const { path } = await fetchOne({ path: ['here/*.csv', `${url}/there.csv`] });
    expect(path[0]).toBe('here/*.csv');
    expect(path[1]).toMatch(/there\.csv$/);
  });

  test('follow redirects, each of them checked', async () => {
    const { url, asked } = await testServer((request, response) => {
      const to: Record<string, string> = {
        '/1': '/2',
        '/2': `${url}/3`,
        '/loop': '/loop',
        '/metadata': 'http://169.254.169.254/latest/meta-data/',
        '/private': 'https://10.0.0.1/x.csv',
        '/plain': 'http://example.com/x.csv',
        '/file': 'file:///etc/passwd',
        '/password': 'https://me:geheim@example.com/x.csv',
      };
      const location = to[request.url ?? ''];
      if (location === undefined) response.end(CSV);
      else response.writeHead(302, { location }).end();
    });
    await fetchOne({ path: `${url}/1`, format: 'csv' });
    expect(asked).toEqual(['/1', '/2', '/3']);
    expect(await complaint({ path: `${url}/loop` })).toBeInstanceOf(ServiceError);
    for (const path of ['/metadata', '/private', '/plain', '/file', '/password']) {
      const error = await complaint({ path: `${url}${path}` });
      expect(error).toBeInstanceOf(UserError);
      expect(describeError(error)).not.toContain('geheim');
    }
  });

  test('are tried again after what may pass, as long as the server says', async () => {
    let times = 0;
    const { url, asked } = await testServer((_, response) => {
      times += 1;
      if (times === 1) response.writeHead(503).end();
      else if (times === 2) response.writeHead(429, { 'retry-after': '7' }).end();
      else if (times === 3) {
        response.writeHead(200, { 'content-length': '1000' });
        response.write('a,b\n');
        setImmediate(() => response.destroy());
      } else response.end(CSV);
    });
    const ports = testPorts();
    const { files } = await fetchOne({ path: `${url}/a.csv` }, ports);
    expect([...files.values()][0]?.digest).toBe(`sha256:${sha256(CSV)}`);
    expect(asked).toHaveLength(4);
    expect(ports.pauses).toEqual([1000, 7000, 4000]);
  });

  test('that stay broken are a failure of the service, after four tries', async () => {
    const { url, asked } = await testServer((_, response) => response.writeHead(500).end());
    const error = await complaint({ path: `${url}/a.csv` });
    expect(error).toBeInstanceOf(ServiceError);
    expect(describeError(error)).toContain('answered 500 (tried 4 times)');
    expect(asked).toHaveLength(4);
  });

  test.each([
    [404, 'does not exist'],
    [403, 'may not be read'],
  ])('answered with %i are for the user to mend, at once', async (status, words) => {
    const { url, asked } = await testServer((_, response) => response.writeHead(status).end());
    const error = await complaint({ path: `${url}/a.csv` });
    expect(error).toBeInstanceOf(UserError);
    expect(describeError(error)).toContain(words);
    expect(asked).toHaveLength(1);
  });

  test('are no larger than they may be, told or not', async () => {
    const { url } = await testServer((request, response) => {
      if (request.url === '/told.csv') response.writeHead(200, { 'content-length': '3000000' });
      const chunk = Buffer.alloc(100_000, 'x');
      for (let index = 0; index < 30; index++) response.write(chunk);
      response.end();
    });
    for (const name of ['told', 'untold']) {
      const error = await complaint({ path: `${url}/${name}.csv`, 'size-limit': '1MB' });
      expect(error).toBeInstanceOf(UserError);
      expect(describeError(error)).toContain('size-limit');
    }
  });

  test('that never end are cut off in time', async () => {
    const { url } = await testServer((_, response) => void response.write('a,b\n'));
    const error = await complaint({ path: `${url}/slow.csv`, 'time-limit': '1s' });
    expect(error).toBeInstanceOf(ServiceError);
    expect(describeError(error)).toContain('not there after 1s');
  });

  test('end when the work is interrupted', async () => {
    const abort = new AbortController();
    const { url } = await testServer((_, response) => {
      response.write('a,b\n');
      setImmediate(() => abort.abort());
    });
    const error = await complaint({ path: `${url}/slow.csv` }, testPorts({ signal: abort.signal }));
    expect((error as Error).name).toBe('AbortError');
  });

  test('keep the name of no file that could lead elsewhere', async () => {
    const { url } = await testServer((_, response) => response.end(CSV));
    const ports = testPorts();
    await fetchOne({ path: `${url}/..%2f..%2fetc%2fpasswd%00.csv`, format: 'csv' }, ports);
    const names = await readdir(await ports.folder(), { recursive: true });
    expect(names).toHaveLength(2);
    expect(names.sort()[1]).toMatch(/^data-\w+\/0-passwd_\.csv$/);
  });

  test('compressed on the way are refused, since their digest would be another', async () => {
    const { url } = await testServer((_, response) =>
      response.writeHead(200, { 'content-encoding': 'gzip' }).end(gzipSync(CSV)),
    );
    expect(describeError(await complaint({ path: `${url}/a.csv` }))).toContain('comes compressed (gzip)');
  });

  test('of a server whose certificate nobody trusts are refused at once', async () => {
    const url = await secureServer();
    const error = await complaint({ path: `${url}/a.csv` });
    expect(error).toBeInstanceOf(ServiceError);
    expect(describeError(error)).toContain('certificate is not trusted');
  });
});

async function secureServer(): Promise<string> {
  const [cert, key] = await Promise.all(
    ['certificate.pem', 'key.pem'].map((name) => readFile(join(fixtures, name))),
  );
  const server = createHttps({ cert, key } as object, (_, response) => response.end(CSV));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return `https://localhost:${(server.address() as AddressInfo).port}`;
}

describe('addresses that are not on the public internet', () => {
  test('are not asked, however they are written', async () => {
    let connections = 0;
    const canary = createTcp((socket) => {
      connections += 1;
      socket.destroy();
    });
    await new Promise<void>((resolve) => canary.listen(0, '127.0.0.1', resolve));
    onTestFinished(() => void canary.close());
    const { port } = canary.address() as AddressInfo;
    const private4 = ['127.0.0.1', '10.0.0.1', '169.254.169.254', '192.168.0.1', '172.16.0.1', '100.64.0.1'];
    const hosts = [
      'localhost',
      'localhost.',
      'LOCALHOST',
      '127.0.0.1',
      '127.1',
      '127.0.1',
      '2130706433',
      '0x7f000001',
      '0x7f.0.0.1',
      '0177.0.0.1',
      '017700000001',
      '127.000.000.001',
      '0',
      '0.0.0.0',
      '%31%32%37.0.0.1',
      '①②⑦.0.0.1',
      '127。0。0。1',
      '[::1]',
      '[::]',
      '[0:0:0:0:0:0:0:1]',
      '[::ffff:127.0.0.1]',
      '[::ffff:7f00:1]',
      '[::127.0.0.1]',
      '[64:ff9b::7f00:1]',
      '[2002:7f00:1::]',
      '[fe80::1]',
      '[fd00:ec2::254]',
      '169.254.169.254',
      '0xa9fea9fe',
      '2852039166',
      '[::ffff:a9fe:a9fe]',
      '10.0.0.1',
      '192.168.0.1',
      '172.31.255.255',
      '100.100.100.200',
      '192.0.0.192',
      '168.63.129.16',
      '224.0.0.1',
      '255.255.255.255',
      'metadata.google.internal',
      'rebinding.example',
      'half-private.example',
      'mapped.example',
    ];
    const resolve: NonNullable<Network['resolve']> = async (host) => {
      if (host === 'half-private.example') {
        return [
          { address: '93.184.215.14', family: 4 },
          { address: '127.0.0.1', family: 4 },
        ];
      }
      if (host === 'mapped.example') return [{ address: '::ffff:127.0.0.1', family: 6 }];
      return private4.map((address) => ({ address, family: 4 }));
    };
    for (const host of hosts) {
      for (const path of [`https://${host}:${port}/x.csv`, `http://${host}:${port}/x.csv`]) {
        const error = await complaint({ path }, testPorts({ network: { privateHosts: [], resolve } }));
        expect(error, path).toBeInstanceOf(UserError);
      }
    }
    expect(connections).toBe(0);
  });

  test('may be allowed by who runs the program, and then only over TLS unless it is this machine', async () => {
    const resolve = async () => [{ address: '127.0.0.1', family: 4 }];
    const network = { privateHosts: ['data.corp.example'], resolve };
    const plain = await complaint({ path: 'http://data.corp.example/a.csv' }, testPorts({ network }));
    expect(describeError(plain)).toContain('is not https');
    const url = new URL(await secureServer());
    const path = `https://data.corp.example:${url.port}/a.csv`;
    expect(describeError(await complaint({ path }, testPorts({ network })))).toContain('certificate');
  });

  test.each(['ftp://example.com/a.csv', 'file:///etc/passwd', 'data://x/a.csv', 'gopher://localhost/x'])(
    '%s is of no kind that is read',
    async (path) => expect(await complaint({ path })).toBeInstanceOf(UserError),
  );

  test('with a name or password inside are refused, and not repeated', async () => {
    const error = await complaint({ path: 'https://me:geheim@example.com/a.csv' });
    expect(error).toBeInstanceOf(UserError);
    expect(describeError(error)).not.toContain('geheim');
  });
});

describe('through a proxy', () => {
  /** A proxy that connects all to `to`. */
  async function testProxy(
    to: number,
  ): Promise<{ url: string; asked: string[]; authorised: (string | undefined)[] }> {
    const asked: string[] = [];
    const authorised: (string | undefined)[] = [];
    const proxy = createHttp().on('connect', (request, socket) => {
      asked.push(request.url ?? '');
      authorised.push(request.headers['proxy-authorization']);
      if (request.url?.startsWith('refused')) return void socket.end('HTTP/1.1 403 No\r\n\r\n');
      const out = connect(to, '127.0.0.1', () => {
        socket.write('HTTP/1.1 200 OK\r\n\r\n');
        out.pipe(socket).pipe(out);
      });
      out.on('error', () => socket.destroy());
      socket.on('error', () => out.destroy());
    });
    await new Promise<void>((resolve) => proxy.listen(0, '127.0.0.1', resolve));
    onTestFinished(() => void proxy.close());
    return { url: `http://user:pass@127.0.0.1:${(proxy.address() as AddressInfo).port}`, asked, authorised };
  }

  test('https is tunnelled, with its own TLS inside; exceptions are not', async () => {
    const port = Number(new URL(await secureServer()).port);
    const proxy = await testProxy(port);
    const unknown = () => Promise.reject(Object.assign(new Error('no such host'), { code: 'ENOTFOUND' }));
    const network: Network = {
      privateHosts: [],
      proxy: proxy.url,
      noProxy: '.corp.example',
      resolve: unknown,
    };
    const through = await complaint({ path: 'https://data.example/a.csv' }, testPorts({ network }));
    // The server behind the proxy has shown its certificate.
    expect(describeError(through)).toContain('certificate is not trusted');
    expect(proxy.asked).toEqual(['data.example:443']);
    expect(proxy.authorised).toEqual([`Basic ${Buffer.from('user:pass').toString('base64')}`]);
    const direct = await complaint({ path: 'https://a.corp.example/a.csv' }, testPorts({ network }));
    expect(describeError(direct)).toContain('there is no host');
    const refused = await complaint({ path: 'https://refused.example/a.csv' }, testPorts({ network }));
    expect(refused).toBeInstanceOf(ServiceError);
    expect(describeError(refused)).toContain('answered 403');
    expect(describeError(refused)).not.toContain('pass');
    expect(proxy.asked).toHaveLength(2);
  });

  test('private addresses are refused all the same', async () => {
    const proxy = await testProxy(1);
    const resolve = async () => [{ address: '10.0.0.5', family: 4 }];
    const network: Network = { privateHosts: [], proxy: proxy.url, resolve };
    for (const path of [
      'https://intern.example/a.csv',
      'https://169.254.169.254/a.csv',
      'https://[::1]/a.csv',
    ]) {
      expect(await complaint({ path }, testPorts({ network }))).toBeInstanceOf(UserError);
    }
    expect(proxy.asked).toEqual([]);
  });
});
