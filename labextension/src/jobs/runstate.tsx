/** The state of a job above its notebook. */
import type { JSX } from 'react';
import type { TranslationBundle } from '@jupyterlab/translation';

import { duration, hasEnded, lasting } from './model';
import { StateMark, useClock, useModel } from './panel';
import type { JobNotebook } from './view';

export function RunState({ view, trans }: { view: JobNotebook; trans: TranslationBundle }): JSX.Element {
  const { follower } = view;
  useModel(follower);
  const { job, error } = follower;
  const now = useClock(job?.state === 'running');
  if (!job) {
    return <span className="noodle-jobs-muted">{error ? error.line : trans.__('Loading…')}</span>;
  }
  const ran = duration(job, now);
  const cell = view.run && !hasEnded(job) ? trans.__('%1 of %2 cells', view.run.done, view.run.total) : '';
  return (
    <span className="noodle-jobs-runstate" role="status">
      <StateMark job={job} trans={trans} />
      {cell && <progress value={job.progress} max={1} aria-label={trans.__('Progress of %1', job.name)} />}
      <span className="noodle-jobs-muted">
        {[cell, ran === null ? '' : lasting(ran)].filter(Boolean).join(' · ')}
      </span>
      <span className="noodle-jobs-muted">{trans.__('read only')}</span>
    </span>
  );
}
