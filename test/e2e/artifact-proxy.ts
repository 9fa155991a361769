import { createServer, request as httpRequest } from 'node:http';
import type { AddressInfo } from 'node:net';

/**
 * Stands before act's artifact server, which does not understand today's client in two places: it refuses
 * the field `mime_type`, and it loses the padding of the signature in an address.
 */
export async function startArtifactProxy(actPort: number): Promise<{ url: string; close(): void }> {
  const server = createServer((asked, answer) => {
    const chunks: Buffer[] = [];
    asked.on('data', (chunk: Buffer) => chunks.push(chunk));
    asked.on('end', () => {
      const body = withoutMimeType(asked.url ?? '', Buffer.concat(chunks));
      const { 'transfer-encoding': _, ...headers } = asked.headers;
      const options = {
        host: '127.0.0.1',
        port: actPort,
        path: withPadding(asked.url ?? ''),
        method: asked.method,
        headers: { ...headers, 'content-length': String(body.length) },
      };
      const forwarded = httpRequest(options, (response) => {
        answer.writeHead(response.statusCode ?? 502, response.headers);
        response.pipe(answer);
      });
      forwarded.on('error', () => answer.writeHead(502).end());
      forwarded.end(body);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return { url: `http://127.0.0.1:${port}/`, close: () => server.close() };
}

function withoutMimeType(url: string, body: Buffer): Buffer {
  if (!url.endsWith('CreateArtifact')) return body;
  const { mime_type: _, mimeType: __, ...rest } = JSON.parse(body.toString());
  return Buffer.from(JSON.stringify(rest));
}

function withPadding(url: string): string {
  return url.replace(/([?&]sig=)([\w-]+)(?=&|$)/, (_, start: string, signature: string) => {
    return `${start}${signature}${'%3D'.repeat((4 - (signature.length % 4)) % 4)}`;
  });
}

/** A port that is free now. */
export async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}
