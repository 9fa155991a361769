import { UserError } from '../system/errors.ts';
import type { Helper } from './helper.ts';

export const helper: Helper = async () => {
  throw new UserError('report is not there yet', { hint: 'Use a later release.' });
};
