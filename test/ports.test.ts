import { describe, expect, test } from 'vitest';
import { openPorts } from '../src/ports.ts';
import { UserError } from '../src/system/errors.ts';
import { MemoryLog } from '../src/system/log.ts';

describe('what a user’s program gets from the environment', () => {
  const env = {
    PATH: '/usr/bin',
    GITHUB_TOKEN: 'ghs_x',
    INPUT_TOKEN: 'y',
    API_KEY: 'z',
    DB_PASSWORD: 'p',
    REGION: 'eu',
  };
  const open = () =>
    openPorts({ log: new MemoryLog(), env, directory: process.cwd(), run: { id: 'run', attempt: 1 } });

  test('nothing that is named like a secret', async () => {
    expect((await open()).environment).toEqual({ PATH: '/usr/bin', REGION: 'eu' });
  });

  test('a secret that the config names', async () => {
    expect((await open()).secrets(['API_KEY'])).toEqual({ API_KEY: 'z' });
  });

  test('a secret that is not set is told by its name', async () => {
    const ports = await open();
    expect(() => ports.secrets(['AWS_SECRET_ACCESS_KEY'])).toThrow(UserError);
    expect(() => ports.secrets(['AWS_SECRET_ACCESS_KEY'])).toThrow(/AWS_SECRET_ACCESS_KEY is not set/);
  });
});
