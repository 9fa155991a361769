type Environment = Readonly<Record<string, string | undefined>>;

const VARIABLES = ['https_proxy', 'HTTPS_PROXY', 'http_proxy', 'HTTP_PROXY'] as const;

/**
 * A `fetch` that goes through the proxy which the environment names, as the runner's own tools do; undefined where it
 * names none. `no_proxy` is heeded.
 */
export async function proxiedFetch(environment: Environment): Promise<typeof globalThis.fetch | undefined> {
  if (!VARIABLES.some((name) => environment[name])) return undefined;
  const { defaults } = await import('@actions/github/lib/utils');
  return defaults.request?.fetch;
}
