import { ServiceError } from '../system/errors.ts';
import type { GitHub } from './client.ts';
import { outcomeUnknown } from './failure.ts';

/** GitHub takes less than 64 KB; the rest of the request needs a little of it. */
const LARGEST_PAYLOAD = 60_000;
const LONGEST_TYPE = 100;

/** What is sent: `id` lets the receiver tell a request that came twice from two requests. */
export interface DispatchMessage {
  readonly id: string;
  readonly [key: string]: unknown;
}

/**
 * Starts the workflows that listen to `repository_dispatch` with this type. They find `message` under
 * `github.event.client_payload.mlops`. Needs `contents: write`.
 * Throws `ServiceError` where nobody can know whether GitHub took it.
 */
export async function sendDispatch(github: GitHub, type: string, message: DispatchMessage): Promise<void> {
  if (type.length === 0 || type.length > LONGEST_TYPE)
    throw new RangeError(`an event type of ${type.length} characters`);
  const bytes = Buffer.byteLength(JSON.stringify(message));
  if (bytes > LARGEST_PAYLOAD)
    throw new RangeError(`a dispatch of ${bytes} bytes; GitHub takes ${LARGEST_PAYLOAD}`);
  try {
    await github.write(
      'POST /repos/{owner}/{repo}/dispatches',
      { event_type: type, client_payload: { mlops: message } },
      { doing: `send the event ${type}`, permission: 'contents: write' },
      'stop',
    );
  } catch (error) {
    if (!outcomeUnknown(error)) throw error;
    throw new ServiceError(`GitHub did not say whether it took the event ${type} (${message.id}).`, {
      hint: 'Look whether a run started; if none did, run this again.',
      cause: error,
    });
  }
}
