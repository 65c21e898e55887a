/** The panel of models: the list, or one model with its versions and aliases. */
import type { JSX } from 'react';
import type { CommandRegistry } from '@lumino/commands';
import type { TranslationBundle } from '@jupyterlab/translation';
import { ReactWidget, refreshIcon } from '@jupyterlab/ui-components';

import { useModel } from '../jobs/panel';
import { ServerOff, VersionNote, Wrong, useServer } from '../server/states';
import type { Deeds } from './deeds';
import type { Model } from './model';
import { ModelPage } from './page';
import type { RegistryModel } from './registry';

export interface RegistryProps {
  registry: RegistryModel;
  deeds: Deeds;
  commands: CommandRegistry;
  trans: TranslationBundle;
}

export class RegistryPanel extends ReactWidget {
  constructor(private readonly props: RegistryProps) {
    super();
    this.addClass('noodle-registry');
  }

  protected override render(): JSX.Element {
    return <Panel {...this.props} />;
  }

  protected override onAfterShow(): void {
    this.props.registry.start();
  }
}

function Panel(props: RegistryProps): JSX.Element {
  const { registry, trans } = props;
  const server = useServer(registry.server);
  useModel(registry);
  if (server.kind !== 'on') {
    return <ServerOff server={registry.server} trans={trans} />;
  }
  const { sending } = registry;
  return (
    <>
      <VersionNote version={server.version} trans={trans} />
      {sending && (
        <div className="noodle-registry-sending" role="status">
          <span>
            {sending.name}: {sending.step}
          </span>
          <progress value={sending.part} max={1} aria-label={sending.name} />
        </div>
      )}
      {registry.chosen ? <ModelPage {...props} model={registry.chosen} /> : <List {...props} />}
    </>
  );
}

function List({ registry, deeds, trans }: RegistryProps): JSX.Element {
  const { models, search, isLoading, error, cursor } = registry;
  return (
    <>
      <div className="noodle-jobs-bar">
        <input
          className="jp-mod-styled noodle-registry-search"
          type="search"
          aria-label={trans.__('Search models by name')}
          placeholder={trans.__('Search')}
          defaultValue={search}
          onChange={event => registry.find(event.target.value)}
        />
        <button className="jp-Button jp-mod-minimal" title={trans.__('Ask again')} aria-label={trans.__('Ask again')} onClick={() => void registry.load()}>
          <refreshIcon.react tag="span" />
        </button>
        <button className="jp-mod-styled" onClick={() => void deeds.uploadModel(null)}>
          {trans.__('Upload a model…')}
        </button>
        <button className="jp-mod-styled" onClick={() => void deeds.uploadData()}>
          {trans.__('Upload data…')}
        </button>
      </div>
      <Wrong error={error} trans={trans} />
      <ul className="noodle-jobs-list" aria-label={trans.__('Models')} aria-busy={isLoading}>
        {models.map(model => (
          <li key={model.id}>
            <Row model={model} trans={trans} open={() => void registry.open(model)} />
          </li>
        ))}
      </ul>
      {!models.length && !isLoading && (
        <p className="noodle-server-note">
          {search ? trans.__('No model has that in its name.') : trans.__('No models yet. Upload a .trm, .onnx, .pt2, .safetensors or .keras file, or keep what a job has made.')}
        </p>
      )}
      {cursor && (
        <button className="jp-mod-styled noodle-jobs-more" onClick={() => void registry.more()}>
          {trans.__('More models')}
        </button>
      )}
    </>
  );
}

function Row({ model, trans, open }: { model: Model; trans: TranslationBundle; open(): void }): JSX.Element {
  const aliases = Object.entries(model.aliases);
  return (
    <button className="noodle-jobs-row" onClick={open}>
      <span className="noodle-jobs-line">
        <span className="noodle-jobs-name" title={model.name}>
          {model.name}
        </span>
        <span className="noodle-jobs-muted">{model.latest_version ? trans.__('version %1', model.latest_version) : trans.__('no version')}</span>
      </span>
      {(aliases.length > 0 || model.tags.length > 0) && (
        <span className="noodle-registry-chips">
          {aliases.map(([name, version]) => (
            <span key={name} className="noodle-registry-chip noodle-mod-alias">
              {name} → {version}
            </span>
          ))}
          {model.tags.map(tag => (
            <span key={tag} className="noodle-registry-chip">
              {tag}
            </span>
          ))}
        </span>
      )}
    </button>
  );
}
