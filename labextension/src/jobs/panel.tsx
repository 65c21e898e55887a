/** The panel of jobs: the list, or one job; what to do where there is no server part. */
import type { CommandRegistry } from '@lumino/commands';
import type { TranslationBundle } from '@jupyterlab/translation';
import { ReactWidget, refreshIcon } from '@jupyterlab/ui-components';
import { type JSX, useEffect, useReducer, useState } from 'react';

import { ServerOff, VersionNote, Wrong, useServer } from '../server/states';
import { JobPage } from './details';
import type { JobsModel } from './jobs';
import { type Job, type JobState, STATES, duration, lasting } from './model';

export interface PanelProps {
  model: JobsModel;
  commands: CommandRegistry;
  trans: TranslationBundle;
}

/** What the panel shows: the list (null) or a job. */
export class JobsPanel extends ReactWidget {
  private chosen: string | null = null;

  constructor(private readonly props: PanelProps) {
    super();
    this.addClass('noodle-jobs');
  }

  open(id: string | null): void {
    this.chosen = id;
    this.update();
  }

  protected override render(): JSX.Element {
    return <Panel {...this.props} chosen={this.chosen} open={id => this.open(id)} />;
  }

  protected override onAfterShow(): void {
    this.props.model.start();
  }
}

/** Renders again when the model changes. */
export function useModel(model: { changed: { connect(slot: () => void): unknown; disconnect(slot: () => void): unknown } }): void {
  const [, again] = useReducer((count: number) => count + 1, 0);
  useEffect(() => {
    const slot = () => again();
    model.changed.connect(slot);
    slot();
    return () => {
      model.changed.disconnect(slot);
    };
  }, [model]);
}

type Chosen = PanelProps & { chosen: string | null; open(id: string | null): void };

function Panel(props: Chosen): JSX.Element {
  const { model, trans, chosen, open } = props;
  const server = useServer(model.server);
  if (server.kind !== 'on') {
    return <ServerOff server={model.server} trans={trans} />;
  }
  return (
    <>
      <VersionNote version={server.version} trans={trans} />
      {chosen === null ? <List {...props} /> : <JobPage key={chosen} {...props} id={chosen} back={() => open(null)} />}
    </>
  );
}

function List({ model, trans, open }: Chosen): JSX.Element {
  useModel(model);
  const { list, filter, isLoading } = model;
  const now = useClock(list.items.some(job => job.state === 'running'));
  return (
    <>
      <div className="noodle-jobs-bar">
        <select
          className="jp-mod-styled"
          aria-label={trans.__('Which jobs')}
          value={filter ?? ''}
          onChange={event => model.setFilter((event.target.value || null) as JobState | null)}
        >
          <option value="">{trans.__('All jobs')}</option>
          {STATES.map(state => (
            <option key={state} value={state}>
              {stateWord(state, trans)}
            </option>
          ))}
        </select>
        <span className="noodle-jobs-space" />
        {!model.server.events.isLive && <span className="noodle-jobs-muted">{trans.__('asking every few seconds')}</span>}
        <button className="jp-Button jp-mod-minimal" title={trans.__('Ask again')} aria-label={trans.__('Ask again')} onClick={() => void model.load()}>
          <refreshIcon.react tag="span" />
        </button>
      </div>
      <Wrong error={model.error} trans={trans} />
      <ul className="noodle-jobs-list" aria-label={trans.__('Jobs')} aria-busy={isLoading}>
        {list.items.map(job => (
          <Row key={job.id} job={job} now={now} trans={trans} open={open} />
        ))}
      </ul>
      {!list.items.length && !isLoading && <Nothing filter={filter} trans={trans} />}
      {list.cursor && (
        <button className="jp-mod-styled noodle-jobs-more" onClick={() => void model.load(true)}>
          {trans.__('Older jobs')}
        </button>
      )}
    </>
  );
}

function Nothing({ filter, trans }: { filter: JobState | null; trans: TranslationBundle }): JSX.Element {
  return (
    <p className="noodle-server-note">
      {filter ? trans.__('No such jobs.') : trans.__('No jobs yet. Open a notebook and choose “Run this Notebook as a Job”: it goes on when this page is closed.')}
    </p>
  );
}

function Row({ job, now, trans, open }: { job: Job; now: number; trans: TranslationBundle; open(id: string): void }): JSX.Element {
  const ran = duration(job, now);
  return (
    <li>
      <button className="noodle-jobs-row" data-state={job.state} onClick={() => open(job.id)}>
        <span className="noodle-jobs-line">
          <span className="noodle-jobs-name" title={job.name}>
            {job.name}
          </span>
          <StateMark job={job} trans={trans} />
        </span>
        <span className="noodle-jobs-line noodle-jobs-muted">
          <span>{job.kind}</span>
          {ran !== null && <span>{lasting(ran)}</span>}
          <span className="noodle-jobs-note" title={job.note}>
            {job.state === 'running' ? job.note : ''}
          </span>
        </span>
        {job.state === 'running' && <Progress job={job} trans={trans} />}
      </button>
    </li>
  );
}

const MARKS: Record<JobState, string> = { queued: '◌', running: '▶', succeeded: '✓', failed: '✗', cancelled: '⊘', dead: '✗' };

/** A sign and a word, so that colour is not all there is. */
export function StateMark({ job, trans }: { job: Job; trans: TranslationBundle }): JSX.Element {
  const isEnding = job.state === 'running' && job.cancel_requested;
  return (
    <span className="noodle-jobs-state" data-state={job.state}>
      <span aria-hidden="true">{MARKS[job.state]}</span> {isEnding ? trans.__('cancelling') : stateWord(job.state, trans)}
    </span>
  );
}

export function Progress({ job, trans }: { job: Job; trans: TranslationBundle }): JSX.Element {
  return (
    <span className="noodle-jobs-line">
      <progress value={job.progress} max={1} aria-label={trans.__('Progress of %1', job.name)} />
      <span className="noodle-jobs-percent">{Math.round(job.progress * 100)} %</span>
    </span>
  );
}

export function stateWord(state: JobState, trans: TranslationBundle): string {
  const words: Record<JobState, string> = {
    queued: trans.__('waiting'),
    running: trans.__('running'),
    succeeded: trans.__('done'),
    failed: trans.__('failed'),
    cancelled: trans.__('cancelled'),
    dead: trans.__('lost')
  };
  return words[state];
}

/** Seconds since 1970, each second while it matters. */
export function useClock(isRunning: boolean): number {
  const [now, set] = useState(Date.now() / 1000);
  useEffect(() => {
    if (!isRunning) {
      return;
    }
    const timer = setInterval(() => set(Date.now() / 1000), 1000);
    return () => clearInterval(timer);
  }, [isRunning]);
  return now;
}
