import Type from 'typebox';

/** As many jobs as one matrix may have on GitHub. */
const MOST = 256;
const NAME = '^[a-z0-9][a-z0-9-]*$';

/** `train.variants`: trainings of the same model with other settings, of which the gate takes one. */
export const variantKeys = {
  variants: Type.Optional(
    Type.Record(
      Type.String({ pattern: NAME, maxLength: 40 }),
      Type.Array(Type.String({ minLength: 3, maxLength: 1000 }), { maxItems: 64 }),
      {
        maxProperties: MOST,
        additionalProperties: false,
        description: `trainings with other settings, by name: lists of \`path=value\` as after \`--set\`, for keys of \`train\` and \`features\`; the gate chooses one (\`{ wide: ["train.hidden=[64]"] }\`). At most ${MOST}`,
      },
    ),
  ),
};
