import Type, { type Static } from 'typebox';
import { defaulted, LOGIN, object } from '../../system/schema-shapes.ts';
import { argv, duration, oneOfBy } from './shapes.ts';

const approvers = Type.Optional(
  Type.Array(
    Type.String({ pattern: LOGIN, description: 'a login of GitHub, without `@`; case does not matter' }),
    {
      minItems: 1,
      uniqueItems: true,
      description:
        'who may promote a version to this environment by a comment; without it, whoever may write to the repository',
    },
  ),
);

export const TargetSchema = oneOfBy(
  'target',
  [
    object(
      {
        target: Type.Literal('process'),
        port: Type.Optional(
          Type.Integer({ minimum: 1, maximum: 65535, description: 'a free one where left out' }),
        ),
        host: defaulted(Type.String({ minLength: 1, description: 'the address to listen on' }), '127.0.0.1'),
        log: defaulted(Type.String({ minLength: 1, description: 'folder of the serving log' }), 'serving'),
        approvers,
      },
      'A prediction server on this machine.',
    ),
    object(
      {
        target: Type.Literal('folder'),
        path: Type.String({ minLength: 1, description: 'the serving bundle is written there' }),
        approvers,
      },
      'A self-contained serving bundle: `node server.mjs`, and a Dockerfile.',
    ),
    object(
      {
        target: Type.Literal('command'),
        deploy: argv('called with MLOPS_PACKAGE, MLOPS_DIGEST, MLOPS_VERSION and MLOPS_ENVIRONMENT set'),
        rollback: Type.Optional(
          argv('called in the same way with the version to go back to; `deploy` where left out'),
        ),
        stop: Type.Optional(argv('takes the deployment down')),
        secrets: defaulted(
          Type.Array(Type.String({ pattern: '^[A-Za-z_][A-Za-z0-9_]*$' }), {
            uniqueItems: true,
            description:
              'names of environment variables with credentials that your programs need; no other secret reaches them',
          }),
          [],
        ),
        'time-limit': defaulted(duration('time after which the program is stopped'), '30m'),
        approvers,
      },
      'Your own programs.',
    ),
  ],
  'Where an environment runs.',
);

export type TargetConfig = Static<typeof TargetSchema>;
