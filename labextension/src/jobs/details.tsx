/** One job in the panel: what it is, what it does now, its log, its result, what can be done. */
import { type JSX, useEffect, useState } from 'react';
import type { TranslationBundle } from '@jupyterlab/translation';

import { confirmed } from '../confirmed';
import { bytesText } from '../numbers';
import { save } from '../server/client';
import { Wrong } from '../server/states';
import { JobFollower } from './follower';
import { LogView } from './logview';
import { type Job, duration, hasEnded, lasting, mayRetry, pretty } from './model';
import { type PanelProps, Progress, StateMark, useClock, useModel } from './panel';
import { Study } from './study';

type Props = PanelProps & { id: string; back(): void };

/** Follows the job while it is looked at. */
export function JobPage(props: Props): JSX.Element {
  const [follower, set] = useState<JobFollower | null>(null);
  useEffect(() => {
    const made = new JobFollower(props.model.server, props.id, ['candidate']);
    set(made);
    return () => made.dispose();
  }, [props.model.server, props.id]);
  return (
    <>
      <div className="noodle-jobs-bar">
        <button className="jp-mod-styled" onClick={props.back}>
          ← {props.trans.__('All jobs')}
        </button>
      </div>
      <Wrong error={props.model.error} trans={props.trans} />
      {follower && <Followed {...props} follower={follower} />}
    </>
  );
}

function Followed({ follower, model, commands, trans, back }: Props & { follower: JobFollower }): JSX.Element {
  useModel(follower);
  const { job } = follower;
  const now = useClock(job?.state === 'running');
  if (!job) {
    return follower.error ? <Wrong error={follower.error} trans={trans} /> : <p className="noodle-server-note">{trans.__('Loading…')}</p>;
  }
  const ran = duration(job, now);
  const remove = async ({ id, name }: Job) => {
    const body = trans.__('Its log and its files are deleted with it. Versions of models made by it stay.');
    if (await confirmed(trans.__('Delete the job %1?', name), body, trans.__('Delete'), trans)) {
      await model.delete(id);
      if (!model.error) {
        back();
      }
    }
  };
  return (
    <div className="noodle-jobs-page">
      <h3 className="noodle-jobs-title">{job.name}</h3>
      <div className="noodle-jobs-line">
        <StateMark job={job} trans={trans} />
        <span className="noodle-jobs-muted">
          {job.kind}
          {ran !== null && ` · ${lasting(ran)}`}
          {job.attempts > 1 && ` · ${trans.__('attempt %1 of %2', job.attempts, job.max_attempts)}`}
        </span>
      </div>
      {job.state === 'running' && (
        <>
          <Progress job={job} trans={trans} />
          <div className="noodle-jobs-muted">{job.note}</div>
        </>
      )}
      <div className="noodle-jobs-actions">
        {job.kind === 'notebook' && (
          <button className="jp-mod-styled jp-mod-accept" onClick={() => void commands.execute('noodle:open-job-result', { id: job.id })}>
            {hasEnded(job) ? trans.__('Open result') : trans.__('Watch')}
          </button>
        )}
        {!hasEnded(job) && (
          <button className="jp-mod-styled" disabled={job.cancel_requested} onClick={() => void model.cancel(job.id)}>
            {job.cancel_requested ? trans.__('Cancelling…') : trans.__('Cancel')}
          </button>
        )}
        {mayRetry(job) && (
          <button className="jp-mod-styled" onClick={() => void model.retry(job.id)}>
            {trans.__('Try again')}
          </button>
        )}
        {hasEnded(job) && (
          <button className="jp-mod-styled" onClick={() => void remove(job)}>
            {trans.__('Delete…')}
          </button>
        )}
      </div>
      <Wrong error={follower.error} trans={trans} />
      <Failure job={job} trans={trans} />
      {job.kind === 'optimise' && <Study follower={follower} trans={trans} commands={commands} />}
      <Result job={job} trans={trans} />
      <Files follower={follower} model={model} trans={trans} />
      <LogView follower={follower} trans={trans} isRunning={job.state === 'running'} />
    </div>
  );
}

/** The job's error: its code, what it says, what to do, and where it happened. */
function Failure({ job, trans }: { job: Job; trans: TranslationBundle }): JSX.Element | null {
  const error = job.error;
  if (!error) {
    return null;
  }
  const said = (name: string) => (typeof error[name] === 'string' ? (error[name]) : '');
  const details = (error['details'] ?? {}) as Record<string, unknown>;
  const trace = said('traceback') || (typeof details['traceback'] === 'string' ? details['traceback'] : '');
  return (
    <div className="noodle-server-wrong" role="alert">
      <span>
        {said('error_code')}: {said('error_message')}
      </span>
      {said('hint') && <span className="noodle-server-hint">{said('hint')}</span>}
      {said('rendered') && <pre className="noodle-jobs-text">{said('rendered')}</pre>}
      {trace && (
        <details>
          <summary>{trans.__('Traceback')}</summary>
          { }
          <pre className="noodle-jobs-text">{trace.replace(/\u001b\[[0-9;]*m/g, '')}</pre>
        </details>
      )}
    </div>
  );
}

/** What kinds without a view of their own give. */
function Result({ job, trans }: { job: Job; trans: TranslationBundle }): JSX.Element | null {
  const isShown = ['notebook', 'optimise', 'draw'].includes(job.kind) || job.result === null || job.result === undefined;
  const metrics = Object.entries(job.metrics);
  return (
    <>
      {!isShown && (
        <details open>
          <summary>{trans.__('Result')}</summary>
          <pre className="noodle-jobs-text">{pretty(job.result)}</pre>
        </details>
      )}
      {metrics.length > 0 && (
        <details>
          <summary>{trans.__('What it took')}</summary>
          <dl className="noodle-jobs-facts">
            {metrics.map(([name, value]) => (
              <div key={name}>
                <dt>{name}</dt>
                <dd>{typeof value === 'number' ? Number(value.toPrecision(4)).toLocaleString() : pretty(value, 200)}</dd>
              </div>
            ))}
          </dl>
        </details>
      )}
    </>
  );
}

function Files({ follower, model, trans }: { follower: JobFollower; model: PanelProps['model']; trans: TranslationBundle }): JSX.Element | null {
  const made = follower.files.filter(file => file.role === 'result');
  if (!made.length) {
    return null;
  }
  const path = '/api/v1/jobs/{job_id}/files/{file_name}';
  const url = (name: string) => model.server.client.url(path, { job_id: follower.id, file_name: name });
  return (
    <details open>
      <summary>{trans.__('Files')}</summary>
      <ul className="noodle-jobs-files">
        {made.map(file => (
          <li key={file.name}>
            <button className="noodle-jobs-link" title={trans.__('Download %1', file.name)} onClick={() => save(url(file.name), file.name)}>
              {file.name}
            </button>
            <span className="noodle-jobs-muted">{bytesText(file.size_bytes)}</span>
          </li>
        ))}
      </ul>
    </details>
  );
}
