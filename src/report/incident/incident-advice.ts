import type { Inline, Phrase } from '../document.ts';
import { type Incident, STAGE_OF, servedVersion } from './incident.ts';

/** What a person on duty can do, the most likely first, with the exact commands. */
export function adviceFor(incident: Incident): Phrase[] {
  if (incident.stopped) return afterStop(incident);
  return { drift: forDrift, data: forData, gate: forGate }[incident.kind](incident);
}

function forDrift(incident: Incident): Phrase[] {
  const { evidence, place } = incident;
  const asked = evidence?.stage === 'monitor-drift' && evidence.figures.retrain.requested;
  return [
    'Look at the columns above. A source that broke (values missing, one value only, another unit) is mended at the source, and the next windows no longer drift.',
    asked
      ? ['The world changed: this run asked for retraining already. To ask again, ', ...retrain(incident)]
      : ['The world changed: retrain. To ask for it, ', ...retrain(incident)],
    [
      `The model does harm meanwhile: go back to the version before. To do so, comment `,
      { code: `/mlops rollback ${place.environment} ${incident.model}` },
      ' here, or run ',
      { code: mlops(incident, `deploy --environment ${place.environment} --rollback`) },
      '.',
    ],
  ];
}

function forData(incident: Incident): Phrase[] {
  return [
    ['The data are wrong: mend them at their source, then run it again: ', ...rerun(incident)],
    [
      'The data are right and the contract is out of date: see what would change with ',
      { code: `mlops contract update${configOption(incident)}` },
      ', add ',
      { code: '--write' },
      ', and open a pull request with it.',
    ],
    [
      'Nothing was trained on these data. To see the same at a terminal: ',
      { code: mlops(incident, 'validate-data') },
      '.',
    ],
  ];
}

function forGate(incident: Incident): Phrase[] {
  const version = servedVersion(incident);
  return [
    version === null
      ? 'Nothing was registered or deployed.'
      : [
          'Nothing was registered or deployed: ',
          { code: version },
          ` stays in ${incident.place.environment}.`,
        ],
    [
      'The model is worse because its data are: mend them or change the training, then retrain. To ask for it, ',
      ...retrain(incident),
    ],
    [
      'The model is good enough and a rule is too strict: change ',
      { code: 'gate.rules' },
      ', or answer for one rule for some days with ',
      { code: 'gate.overrides' },
      ', in a pull request.',
    ],
  ];
}

function afterStop(incident: Incident): Phrase[] {
  const { stopped, kind } = incident;
  return [
    ...(stopped?.hint ? [stopped.hint] : []),
    ['Run it again once that is mended: ', ...rerun(incident)],
    ['To see the same at a terminal: ', { code: mlops(incident, STAGE_OF[kind]) }, '.'],
  ];
}

function retrain({ model, place }: Incident): Inline[] {
  const event = `gh api repos/${place.repository}/dispatches -f event_type=mlops-retrain -f 'client_payload[mlops][model]=${model}'`;
  return ['comment ', { code: `/mlops retrain ${model}` }, ' here, or run ', { code: event }, '.'];
}

function rerun({ runs, place }: Incident): Inline[] {
  return [{ code: `gh run rerun ${runs.at(-1)?.id ?? ''} --repo ${place.repository}` }, '.'];
}

function mlops(incident: Incident, command: string): string {
  const { model, place } = incident;
  return `mlops ${command}${configOption(incident)}${place.ofSeveral ? ` --model ${model}` : ''}`;
}

function configOption({ place }: Incident): string {
  return place.config === 'mlops.yml' ? '' : ` --config ${place.config}`;
}
