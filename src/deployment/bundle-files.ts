import type { DeployableVersion } from './target.ts';

/** The files of a serving bundle that are text of ours: name and content. */
export function bundleFiles(
  version: DeployableVersion,
  threshold: number,
): readonly (readonly [string, string])[] {
  return [
    ['server.mjs', serverFile(version, threshold)],
    ['Dockerfile', DOCKERFILE],
    ['.dockerignore', 'serving\n'],
    ['README.md', readme(version)],
  ];
}

const serverFile = ({ version }: DeployableVersion, threshold: number) => `#!/usr/bin/env node
// Serves the model package beside this file. Options: --port, --host, --log (see README.md).
import { fileURLToPath } from 'node:url';

const model = fileURLToPath(new URL('./package', import.meta.url));
process.argv.splice(2, 0, 'serve', model, '--version', ${JSON.stringify(version)}, '--threshold', '${threshold}');
await import(new URL('./program/cli.mjs', import.meta.url));
`;

const DOCKERFILE = `FROM node:24-slim
WORKDIR /app
COPY . .
RUN mkdir /log && chown node:node /log
USER node
VOLUME /log
EXPOSE 8080
HEALTHCHECK --interval=10s --timeout=3s --start-period=20s \\
  CMD ["node", "-e", "fetch('http://127.0.0.1:8080/readyz').then((r) => process.exit(r.ok ? 0 : 1), () => process.exit(1))"]
CMD ["node", "server.mjs", "--host", "0.0.0.0", "--port", "8080", "--log", "/log"]
`;

const readme = ({ model, version, digest }: DeployableVersion) => `# ${model} ${version}

A prediction server with its model. It needs Node 20.19 or later and nothing else.

    node server.mjs --port 8080 --log serving

| option | meaning |
|---|---|
| \`--port N\` | the port to listen on; a free one where left out |
| \`--host H\` | the address to listen on (127.0.0.1); \`0.0.0.0\` for all of this machine's |
| \`--log DIR\` | the folder of the serving log, which drift monitoring reads; none is kept where left out |

Open the address that it prints: the page there shows how to ask, with a row to try.

In a container:

    docker build -t ${model}:${version} .
    docker run -p 8080:8080 -v "$PWD/serving:/log" ${model}:${version}

The model package is \`package/\`; its identity is \`${digest}\`.
`;
