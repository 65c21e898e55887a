/** One deployment: how it stands, what it did lately, what can be done with it. */
import { type JSX, useState } from 'react';
import type { TranslationBundle } from '@jupyterlab/translation';

import { Sparkline } from './chart';
import type { DeploymentsModel, Live } from './deployments';
import { type Deployment, type Figures, type State, bars, errorCount, lasting, rate } from './model';
import { TryIt } from './tryit';

export interface CardProps {
  deployment: Deployment;
  live: Live | undefined;
  model: DeploymentsModel;
  trans: TranslationBundle;
  /** Asks which version it is to serve. */
  update(deployment: Deployment): Promise<void>;
  remove(deployment: Deployment): Promise<void>;
}

const MARKS: Record<State, string> = { starting: '◔', ready: '●', crashed: '▲', failed: '✕', stopping: '◔', stopped: '○' };

export function stateWord(state: State, trans: TranslationBundle): string {
  const words: Record<State, string> = {
    starting: trans.__('starting'),
    ready: trans.__('ready'),
    crashed: trans.__('crashed, begins again'),
    failed: trans.__('failed'),
    stopping: trans.__('stopping'),
    stopped: trans.__('stopped')
  };
  return words[state];
}

export function Card(props: CardProps): JSX.Element {
  const { deployment, live, trans } = props;
  const { state, running, reason } = deployment;
  return (
    <section className="noodle-deployments-card" aria-label={trans.__('Deployment %1', deployment.name)} data-state={state}>
      <header>
        <h3>{deployment.name}</h3>
        <span className="noodle-deployments-state" data-state={state}>
          <span aria-hidden="true">{MARKS[state]}</span> {stateWord(state, trans)}
        </span>
      </header>
      <div className="noodle-deployments-muted">{served(deployment, trans)}</div>
      {reason && (
        <div className="noodle-deployments-reason" role="alert">
          {running ? trans.__('The change was not made: ') : ''}
          {reason.error_code}: {reason.error_message}
        </div>
      )}
      {deployment.is_started && live && <Activity live={live} trans={trans} />}
      {running && <About deployment={deployment} trans={trans} />}
      <Actions {...props} />
    </section>
  );
}

function served(deployment: Deployment, trans: TranslationBundle): string {
  const { model_name, version, alias, running } = deployment;
  const model = model_name ?? trans.__('a deleted model');
  const now = running && running.version !== version ? trans.__('version %1, %2 is coming', running.version, version) : trans.__('version %1', version);
  return alias ? `${model} · ${now} · ${trans.__('follows %1', alias)}` : `${model} · ${now}`;
}

function Activity({ live: { figures, drawn }, trans }: { live: Live; trans: TranslationBundle }): JSX.Element {
  const { total, queue, compute } = figures.latency;
  const label = trans.__('Latency of the last minute: half below %1, 99 %% below %2', lasting(total.p50_us), lasting(total.p99_us));
  return (
    <>
      <Sparkline drawn={drawn} label={label.replace('%%', '%')} />
      <div className="noodle-deployments-key" aria-hidden="true">
        <span className="noodle-deployments-p50">{trans.__('p50: half of the requests took less')}</span>
        <span className="noodle-deployments-p99">{trans.__('p99')}</span>
      </div>
      <dl className="noodle-deployments-figures">
        <Figure name={trans.__('Requests/s')} value={rate(drawn)} />
        <Figure name={trans.__('Latency, p50 / p99')} value={`${lasting(total.p50_us)} / ${lasting(total.p99_us)}`} />
        <Figure name={trans.__('Queue, p50 / p99')} value={`${lasting(queue.p50_us)} / ${lasting(queue.p99_us)}`} />
        <Figure name={trans.__('Compute, p50 / p99')} value={`${lasting(compute.p50_us)} / ${lasting(compute.p99_us)}`} />
        <Figure name={trans.__('Waiting or running')} value={String(figures.at_work)} />
        <Figure name={trans.__('Errors')} value={errors(figures)} isBad={errorCount(figures) > 0} />
        <Figure name={trans.__('Memory')} value={`${Math.round(figures.memory_mb)} MB`} />
      </dl>
      <Batches figures={figures} trans={trans} />
    </>
  );
}

function errors(figures: Figures): string {
  const found = Object.entries(figures.errors).map(([code, count]) => `${code} × ${count}`);
  return found.length ? found.join(', ') : '0';
}

function Figure({ name, value, isBad = false }: { name: string; value: string; isBad?: boolean }): JSX.Element {
  return (
    <div className={isBad ? 'noodle-mod-bad' : ''}>
      <dt>{name}</dt>
      <dd>{value}</dd>
    </div>
  );
}

/** How many samples executions had. */
function Batches({ figures, trans }: { figures: Figures; trans: TranslationBundle }): JSX.Element | null {
  const found = bars(figures);
  if (!found.length) {
    return null;
  }
  return (
    <div className="noodle-deployments-batches">
      <h4>{trans.__('Batch sizes of the last minute')}</h4>
      <ul>
        {found.map(({ label, executions, part }) => (
          <li key={label}>
            <span className="noodle-deployments-size">{label}</span>
            <span className="noodle-deployments-bar">
              <span style={{ width: `${Math.max(part * 100, 1)}%` }} />
            </span>
            <span className="noodle-deployments-count">{executions.toLocaleString()}</span>
          </li>
        ))}
      </ul>
    </div>
  );
}

function About({ deployment, trans }: { deployment: Deployment; trans: TranslationBundle }): JSX.Element {
  const { running, restarts } = deployment;
  const parts = [
    running?.backend ?? '',
    trans._n('%1 thread', '%1 threads', running?.threads ?? 1),
    running?.why_alone ? trans.__('no batches: %1', running.why_alone) : trans.__('batches of up to %1', running?.max_batch_size ?? 0),
    ...(restarts ? [trans._n('began again once', 'began again %1 times', restarts)] : [])
  ];
  return <div className="noodle-deployments-muted">{parts.join(' · ')}</div>;
}

function Actions(props: CardProps): JSX.Element {
  const { deployment, model, trans, update, remove } = props;
  const [isBusy, busy] = useState(false);
  const [isTrying, tryIt] = useState(false);
  const run = (act: () => Promise<void>) => () => {
    busy(true);
    void act().finally(() => busy(false));
  };
  const mayStart = !deployment.is_started || deployment.state === 'failed';
  return (
    <>
      <div className="noodle-deployments-actions">
        {mayStart && (
          <button className="jp-mod-styled jp-mod-accept" disabled={isBusy} onClick={run(() => model.start(deployment.id))}>
            {deployment.state === 'failed' ? trans.__('Try again') : trans.__('Start')}
          </button>
        )}
        {deployment.is_started && (
          <button className="jp-mod-styled" disabled={isBusy} onClick={run(() => model.stop(deployment.id))}>
            {trans.__('Stop')}
          </button>
        )}
        <button className="jp-mod-styled" disabled={isBusy} onClick={run(() => update(deployment))}>
          {trans.__('Version…')}
        </button>
        <button className="jp-mod-styled" disabled={!deployment.running} aria-expanded={isTrying} onClick={() => tryIt(!isTrying)}>
          {trans.__('Try it')}
        </button>
        <button className="jp-mod-styled" disabled={isBusy} onClick={run(() => remove(deployment))}>
          {trans.__('Delete…')}
        </button>
      </div>
      {isTrying && deployment.running && (
        <TryIt key={deployment.running.version} server={model.server} id={deployment.id} inputs={deployment.running.inputs} trans={trans} />
      )}
    </>
  );
}
