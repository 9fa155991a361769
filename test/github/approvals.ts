import { VERSION_FORMAT, type VersionRecord } from '../../src/registry/record.ts';
import type { ApprovalRequest } from '../../src/runner/approval/approval-report.ts';

/** A request for the approval of a version that was just registered. */
export function approvalOf(version: string): ApprovalRequest {
  const digest = `sha256:${'a'.repeat(64)}`;
  const record: VersionRecord = {
    ...{
      format: VERSION_FORMAT as typeof VERSION_FORMAT,
      model: 'late',
      version,
      package: digest,
      manifest: digest,
      bytes: 1,
    },
    ...{ commit: 'b'.repeat(40), dirty: false, config: digest, data: {}, run: { id: '100', attempt: 1 } },
    ...{ metrics: { log_loss: 0.5 }, registered: '2026-07-01T00:00:00.000Z' },
  };
  const line = `/mlops promote ${version} production`;
  const address = 'https://github.com/acme/flights';
  return {
    record,
    environment: 'production',
    champion: null,
    approvers: ['alice'],
    origin: null,
    isKnown: async () => true,
    line,
    address,
  };
}
