import { afterEach, describe, expect, it } from 'vitest';
import { createDeployment, setDeploymentStatus } from '../../src/github/deployment.ts';
import { sendDispatch } from '../../src/github/dispatch.ts';
import { openClient, Servers } from './open.ts';

const servers = new Servers();
afterEach(() => servers.close());
const request = {
  ref: 'main',
  environment: 'production',
  description: `late-flights v1.0.0 ${'x'.repeat(200)}`,
  key: '42/1/late-flights@v1.0.0',
  details: { model: 'late-flights', version: 'v1.0.0' },
};

describe('a deployment on GitHub', () => {
  it('is noted with its statuses', async () => {
    const server = await servers.start();
    const { github } = await openClient(server);
    const id = await createDeployment(github, request);
    await setDeploymentStatus(github, id, { state: 'in_progress', description: 'starting' });
    await setDeploymentStatus(github, id, {
      state: 'success',
      description: 'answers',
      url: 'https://example.com',
    });
    expect(server.state.deployments).toHaveLength(1);
    expect(server.state.deployments[0]).toMatchObject({
      environment: 'production',
      payload: { model: 'late-flights', version: 'v1.0.0', key: request.key },
      statuses: [
        { state: 'in_progress' },
        { state: 'success', environment_url: 'https://example.com', auto_inactive: true },
      ],
    });
    expect(server.state.deployments[0]?.description).toHaveLength(140);
  });

  it('is noted once though every second answer is lost', async () => {
    const server = await servers.start();
    const { github } = await openClient(server);
    server.state.fault = ({ count }) => (count % 2 === 0 ? 'lost' : undefined);
    const id = await createDeployment(github, request);
    await setDeploymentStatus(github, id, { state: 'failure', description: 'rolled back' });
    expect(server.state.deployments).toHaveLength(1);
    expect(server.state.deployments[0]?.statuses).toHaveLength(1);
    await createDeployment(github, { ...request, key: 'another' });
    expect(server.state.deployments).toHaveLength(2);
  });

  it('is noted once though its answer is lost and lists show it late', async () => {
    const server = await servers.start();
    const { github } = await openClient(server);
    server.state.listLag = 3;
    server.state.fault = ({ count }) => (count === 0 ? 'lost' : undefined);
    const id = await createDeployment(github, request);
    expect(server.state.deployments.map((one) => one.id)).toEqual([id]);
  });

  it('names the permission that is missing', async () => {
    const server = await servers.start({ tokens: { reader: { permissions: { contents: 'read' } } } });
    const { github } = await openClient(server);
    await expect(createDeployment(github, request)).rejects.toMatchObject({
      exitCode: 2,
      hint: expect.stringContaining('deployments: write'),
    });
  });
});

describe('an event for other workflows', () => {
  it('carries one versioned message', async () => {
    const server = await servers.start();
    const { github } = await openClient(server);
    await sendDispatch(github, 'mlops-retrain', { id: 'r-1', model: 'late-flights' });
    expect(server.state.dispatches).toEqual([
      { event_type: 'mlops-retrain', client_payload: { mlops: { id: 'r-1', model: 'late-flights' } } },
    ]);
  });

  it('is not sent twice where the answer is lost, and says so', async () => {
    const server = await servers.start();
    const { github } = await openClient(server);
    server.state.fault = () => 'lost';
    await expect(sendDispatch(github, 'mlops-retrain', { id: 'r-1' })).rejects.toMatchObject({
      name: 'ServiceError',
      message: expect.stringContaining('r-1'),
    });
    expect(server.state.dispatches).toHaveLength(1);
  });

  it('is never larger than GitHub takes', async () => {
    const { github } = await openClient(await servers.start());
    await expect(sendDispatch(github, 'x', { id: '1', text: 'é'.repeat(40_000) })).rejects.toThrow(
      RangeError,
    );
    await sendDispatch(github, 'x', { id: '1', text: 'x'.repeat(59_000) });
  });
});
