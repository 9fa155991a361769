import { messageOf, ServiceError, UserError } from '../../../system/errors.ts';
import { Interrupted } from './transfer.ts';

/** What the client for S3 threw, as an error of ours: by whose turn it is, with what to do. */
export function s3Error(error: unknown, where: string): unknown {
  if (error instanceof UserError || error instanceof ServiceError) return error;
  const {
    name = '',
    code = '',
    $metadata,
  } = error as { name?: string; code?: string; $metadata?: { httpStatusCode?: number } };
  const status = $metadata?.httpStatusCode;
  const message = `${where}: ${messageOf(error)}`;
  if (/^(NoSuchKey|NoSuchBucket|NotFound)$/.test(name) || status === 404) {
    return new UserError(`${where} does not exist (${name})`, {
      hint: 'Check bucket, key, region and endpoint.',
    });
  }
  if (/Credentials/.test(name)) {
    return new UserError(`${where}: there are no credentials for it`, {
      hint: 'Set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or give the job a role (aws-actions/configure-aws-credentials).',
      cause: error,
    });
  }
  if (status === 401 || status === 403) {
    return new UserError(`${where} may not be read (${name})`, {
      hint: 'Allow the role s3:GetObject on the objects, and s3:ListBucket on the bucket for a glob.',
      cause: error,
    });
  }
  if (status === 412) {
    return new ServiceError(`${where} was changed while it was read`, {
      hint: 'Run this again when the writer is done.',
      cause: error,
    });
  }
  if (status === 301 || /PermanentRedirect|AuthorizationHeaderMalformed/.test(name)) {
    return new UserError(`${where} is in another region (${messageOf(error)})`, {
      hint: 'Set `s3: { region: … }` or AWS_REGION.',
    });
  }
  if (/Region is missing/.test(message)) {
    return new UserError(`${where}: no region is known`, { hint: 'Set `s3: { region: … }` or AWS_REGION.' });
  }
  if (status === undefined || status >= 500 || status === 429) {
    if (code === 'ENOTFOUND')
      return new ServiceError(message, { hint: 'Check the endpoint and the network.' });
    return new Interrupted(message, { cause: error });
  }
  return new ServiceError(message, { cause: error });
}
