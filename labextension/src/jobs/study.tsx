/** The candidates of a study that runs or is done: sizes, times, the metric, verdict and reason. */
import { type JSX, useEffect, useState } from 'react';
import type { CommandRegistry } from '@lumino/commands';
import type { TranslationBundle } from '@jupyterlab/translation';

import { bytesText } from '../numbers';
import type { JobFollower } from './follower';
import { type Row, type Sort, byKey, elapsed, rowsOf, sorted } from './studyrows';

interface Props {
  follower: JobFollower;
  trans: TranslationBundle;
  commands: CommandRegistry;
}

export function Study({ follower, trans, commands }: Props): JSX.Element | null {
  const [told, set] = useState<Row[]>([]);
  const [sort, order] = useState<Sort>({ by: 'latency', isFalling: false });
  useEffect(() => {
    const slot = (_: unknown, event: { kind: string; payload: Record<string, unknown> }) => {
      if (event.kind === 'candidate') {
        set(before => byKey([...before, ...rowsOf([event.payload])]));
      }
    };
    follower.heard.connect(slot);
    return () => {
      follower.heard.disconnect(slot);
    };
  }, [follower]);
  const result = follower.job?.result as { candidates?: unknown[]; best?: string } | null;
  const rows = sorted(result?.candidates ? rowsOf(result.candidates) : told, sort);
  if (!rows.length) {
    return null;
  }
  const request = follower.job?.request as { model?: { model_id?: string } };
  const files = new Set(follower.files.map(file => file.name));
  const keep = (row: Row) =>
    void commands.execute('noodle:register-model-version', {
      job: follower.id,
      file: `${row.key}.trm`,
      model: request.model?.model_id ?? '',
      description: row.name
    });
  const orders: [Sort['by'], string][] = [
    ['latency', trans.__('the fastest first')],
    ['size', trans.__('the smallest first')],
    ['metric', trans.__('the best metric first')],
    ['name', trans.__('by name')]
  ];
  return (
    <details open className="noodle-jobs-study">
      <summary>{trans.__('Candidates')}</summary>
      <select
        className="jp-mod-styled"
        aria-label={trans.__('Order of candidates')}
        value={sort.by}
        onChange={event => order({ by: event.target.value as Sort['by'], isFalling: event.target.value === 'metric' })}
      >
        {orders.map(([by, label]) => (
          <option key={by} value={by}>
            {label}
          </option>
        ))}
      </select>
      <ul className="noodle-jobs-list">
        {rows.map(row => (
          <li key={row.key} className={row.key === result?.best ? 'noodle-mod-best' : ''}>
            <div className="noodle-jobs-line">
              <strong className="noodle-jobs-name" title={row.name}>
                {row.key === result?.best && <span title={trans.__('the best')}>★ </span>}
                {row.name}
              </strong>
              {!row.isOriginal && files.has(`${row.key}.trm`) && (
                <button
                  className="jp-mod-styled"
                  title={trans.__('Make %1 a version of the model', row.name)}
                  onClick={() => keep(row)}
                >
                  {trans.__('Keep')}
                </button>
              )}
            </div>
            <div className="noodle-jobs-figures">{figures(row, trans)}</div>
            {row.reason && <div className="noodle-jobs-muted">{row.reason}</div>}
          </li>
        ))}
      </ul>
    </details>
  );
}

/** Time, size and metric, those that are known. */
function figures({ latency, size, metric }: Row, trans: TranslationBundle): string {
  return [
    latency === null ? '' : elapsed(latency),
    size === null ? '' : bytesText(size),
    metric === null ? '' : trans.__('metric %1', Number(metric.toPrecision(4)))
  ]
    .filter(Boolean)
    .join(' · ');
}
