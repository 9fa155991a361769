import { UserError } from '../system/errors.ts';
import type { Helper } from './helper.ts';

export const helper: Helper = async () => {
  throw new UserError('request-approval is not there yet', { hint: 'Use a later release.' });
};
