/** One model: what is known of it, its aliases with what they named before, its versions. */
import { type JSX, useEffect, useState } from 'react';
import type { TranslationBundle } from '@jupyterlab/translation';

import { pretty } from '../jobs/model';
import { bytesText } from '../numbers';
import { save } from '../server/client';
import { type ServerError, unreachable } from '../server/errors';
import { Wrong } from '../server/states';
import { type Model, type Span, type Version, tensors } from './model';
import type { RegistryProps } from './panel';
import type { RegistryModel } from './registry';

type Props = RegistryProps & { model: Model };

export function ModelPage(props: Props): JSX.Element {
  const { registry, deeds, trans, model } = props;
  return (
    <>
      <div className="noodle-jobs-bar">
        <button className="jp-mod-styled" onClick={() => void registry.open(null)}>
          ← {trans.__('All models')}
        </button>
        <button className="jp-mod-styled" onClick={() => void deeds.uploadModel(model)}>
          {trans.__('Upload a version…')}
        </button>
      </div>
      <Wrong error={registry.error} trans={trans} />
      <div className="noodle-jobs-page">
        <h3 className="noodle-jobs-title">{model.name}</h3>
        {model.description && <div className="noodle-registry-words">{model.description}</div>}
        <Tags tags={model.tags} />
        <Aliases {...props} />
        {registry.versions.map(version => (
          <VersionCard key={version.version} {...props} version={version} />
        ))}
        {!registry.versions.length && !registry.isLoading && <p className="noodle-jobs-muted">{trans.__('It has no version yet.')}</p>}
        {registry.versionsCursor && (
          <button className="jp-mod-styled noodle-jobs-more" onClick={() => void registry.more()}>
            {trans.__('Older versions')}
          </button>
        )}
        <div>
          <button className="jp-mod-styled" onClick={() => void deeds.deleteModel(model)}>
            {trans.__('Delete the model…')}
          </button>
        </div>
      </div>
    </>
  );
}

function Tags({ tags }: { tags: readonly string[] }): JSX.Element | null {
  if (!tags.length) {
    return null;
  }
  return (
    <span className="noodle-registry-chips">
      {tags.map(tag => (
        <span key={tag} className="noodle-registry-chip">
          {tag}
        </span>
      ))}
    </span>
  );
}

function Aliases({ model, registry, deeds, trans }: Props): JSX.Element | null {
  const aliases = Object.entries(model.aliases).sort(([a], [b]) => a.localeCompare(b));
  if (!aliases.length) {
    return null;
  }
  return (
    <div>
      {aliases.map(([name, version]) => (
        <details key={name} className="noodle-registry-alias">
          <summary>
            <span className="noodle-registry-chip noodle-mod-alias">{name}</span> {trans.__('names version %1', version)}
          </summary>
          <History key={version} alias={name} registry={registry} trans={trans} />
          <button className="jp-mod-styled" onClick={() => void deeds.removeAlias(model, name)}>
            {trans.__('Remove…')}
          </button>
        </details>
      ))}
    </div>
  );
}

/** Asked for when it is opened. */
function History({ alias, registry, trans }: { alias: string; registry: RegistryModel; trans: TranslationBundle }): JSX.Element {
  const [found, set] = useState<Span[] | null>(null);
  const [error, fail] = useState<ServerError | null>(null);
  useEffect(() => {
    let isWanted = true;
    registry.history(alias).then(
      rows => isWanted && set(rows),
      (thrown: unknown) => isWanted && fail(unreachable(thrown))
    );
    return () => {
      isWanted = false;
    };
  }, [alias, registry]);
  if (error) {
    return <Wrong error={error} trans={trans} />;
  }
  return (
    <ul className="noodle-registry-history" aria-label={trans.__('What %1 named', alias)}>
      {found?.map(span => (
        <li key={span.since}>
          <span>{span.version === null ? trans.__('nothing') : trans.__('version %1', span.version)}</span>{' '}
          <span className="noodle-jobs-muted">
            {span.until ? trans.__('until %1', when(span.until)) : trans.__('since %1', when(span.since))}
          </span>
        </li>
      ))}
    </ul>
  );
}

function VersionCard({ model, version, registry, deeds, commands, trans }: Props & { version: Version }): JSX.Element {
  const which = { model: model.id, version: version.version };
  const { client } = registry.server;
  const url = client.url('/api/v1/models/{model_id}/versions/{version}/file', { model_id: model.id, version: version.version });
  const [isBusy, busy] = useState(false);
  const run = (command: string) => {
    busy(true);
    void commands.execute(command, { ...which, name: model.name }).finally(() => busy(false));
  };
  return (
    <section className="noodle-registry-version" aria-label={trans.__('Version %1', version.version)}>
      <div className="noodle-jobs-line">
        <strong>{trans.__('Version %1', version.version)}</strong>
        {version.aliases.map(alias => (
          <span key={alias} className="noodle-registry-chip noodle-mod-alias">
            {alias}
          </span>
        ))}
      </div>
      <div className="noodle-jobs-muted">
        {version.format} · {bytesText(version.size_bytes)} · {version.origin} · {when(version.created_at)}
      </div>
      {version.description && <div className="noodle-registry-words">{version.description}</div>}
      <Tags tags={version.tags} />
      <Facts version={version} trans={trans} />
      <div className="noodle-jobs-actions">
        <button className="jp-mod-styled" disabled={isBusy} onClick={() => run('noodle:open-model-graph')}>
          {trans.__('Graph')}
        </button>
        <button className="jp-mod-styled" disabled={isBusy} onClick={() => run('noodle:optimise-model')}>
          {trans.__('Optimise…')}
        </button>
        {commands.hasCommand('noodle:deploy-model') && (
          <button className="jp-mod-styled" disabled={isBusy} onClick={() => run('noodle:deploy-model')}>
            {trans.__('Deploy…')}
          </button>
        )}
        <button className="jp-mod-styled" onClick={() => void deeds.setAlias(model, version)}>
          {trans.__('Alias…')}
        </button>
        <button className="jp-mod-styled" onClick={() => save(url, version.file_name)}>
          {trans.__('Download')}
        </button>
        <button className="jp-mod-styled" onClick={() => void deeds.deleteVersion(model, version)}>
          {trans.__('Delete…')}
        </button>
      </div>
    </section>
  );
}

function Facts({ version, trans }: { version: Version; trans: TranslationBundle }): JSX.Element {
  const metrics = Object.entries(version.metrics);
  const isKnown = Object.keys(version.lineage).length > 0;
  return (
    <details>
      <summary>{trans.__('Details')}</summary>
      <dl className="noodle-jobs-facts">
        {(['inputs', 'outputs'] as const).map(side => (
          <div key={side}>
            <dt>{side === 'inputs' ? trans.__('goes in') : trans.__('comes out')}</dt>
            <dd>{tensors(version.signature, side).join(', ')}</dd>
          </div>
        ))}
        {metrics.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{typeof value === 'number' ? Number(value.toPrecision(4)) : pretty(value, 200)}</dd>
          </div>
        ))}
        <div>
          <dt>SHA-256</dt>
          <dd>
            <code>{version.sha256}</code>
          </dd>
        </div>
      </dl>
      {isKnown && <pre className="noodle-jobs-text">{pretty(version.lineage)}</pre>}
    </details>
  );
}

/** A time as the reader writes it. */
function when(at: string): string {
  const date = new Date(at);
  return Number.isNaN(date.getTime()) ? at : date.toLocaleString([], { dateStyle: 'short', timeStyle: 'short' });
}
