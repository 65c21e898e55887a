/** The candidates of a study that runs or is done: sizes, times, the metric, verdict and reason. */
import { type JSX, useEffect, useState } from 'react';
import type { CommandRegistry } from '@lumino/commands';
import type { TranslationBundle } from '@jupyterlab/translation';

import type { JobFollower } from './follower';
import { bytes } from './model';
import { type Row, type Sort, byKey, rowsOf, sorted } from './studyrows';

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
  const columns: [Sort['by'], string][] = [
    ['name', trans.__('Candidate')],
    ['latency', trans.__('Time')],
    ['size', trans.__('Size')],
    ['metric', trans.__('Metric')]
  ];
  return (
    <details open className="noodle-jobs-study">
      <summary>{trans.__('Candidates')}</summary>
      <div className="noodle-jobs-scroll">
        <table>
          <thead>
            <tr>
              {columns.map(([by, label]) => (
                <th key={by} aria-sort={sort.by !== by ? 'none' : sort.isFalling ? 'descending' : 'ascending'}>
                  <button className="noodle-jobs-link" onClick={() => order({ by, isFalling: sort.by === by && !sort.isFalling })}>
                    {label}
                    {sort.by === by && <span aria-hidden="true">{sort.isFalling ? ' ▾' : ' ▴'}</span>}
                  </button>
                </th>
              ))}
              <th />
            </tr>
          </thead>
          <tbody>
            {rows.map(row => (
              <tr key={row.key} className={row.key === result?.best ? 'noodle-mod-best' : ''} title={row.reason}>
                <td>
                  {row.key === result?.best && <span title={trans.__('the best')}>★ </span>}
                  {row.name}
                  <div className="noodle-jobs-muted">{row.reason}</div>
                </td>
                <td>{row.latency === null ? '' : `${Number((row.latency * 1e3).toPrecision(3))} ms`}</td>
                <td>{row.size === null ? '' : bytes(row.size)}</td>
                <td>{row.metric === null ? '' : Number(row.metric.toPrecision(4))}</td>
                <td>
                  {files.has(`${row.key}.trm`) && (
                    <button
                      className="jp-mod-styled"
                      title={trans.__('Make %1 a version of the model', row.name)}
                      onClick={() =>
                        void commands.execute('noodle:register-model-version', {
                          job: follower.id,
                          file: `${row.key}.trm`,
                          model: request.model?.model_id ?? '',
                          description: row.name
                        })
                      }
                    >
                      {trans.__('Keep')}
                    </button>
                  )}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </details>
  );
}
