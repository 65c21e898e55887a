/** All deployments, in the main area: a card each; what to do where there is none, or no server. */
import { type JSX, useEffect, useReducer } from 'react';
import type { TranslationBundle } from '@jupyterlab/translation';
import { ReactWidget } from '@jupyterlab/ui-components';

import { ServerOff, VersionNote, Wrong, useServer } from '../server/states';
import { Card } from './card';
import type { DeploymentsModel } from './deployments';
import type { Deployment } from './model';

export interface PanelProps {
  model: DeploymentsModel;
  trans: TranslationBundle;
  deploy(): void;
  update(deployment: Deployment): Promise<void>;
  remove(deployment: Deployment): Promise<void>;
}

/** Follows events only while it is seen. */
export class DeploymentsPanel extends ReactWidget {
  constructor(private readonly props: PanelProps) {
    super();
    this.addClass('noodle-deployments');
  }

  protected override render(): JSX.Element {
    return <Panel {...this.props} />;
  }

  protected override onAfterShow(): void {
    this.props.model.watch(true);
  }

  protected override onAfterHide(): void {
    this.props.model.watch(false);
  }

  override dispose(): void {
    this.props.model.watch(false);
    super.dispose();
  }
}

function Panel(props: PanelProps): JSX.Element {
  const { model, trans } = props;
  const server = useServer(model.server);
  if (server.kind !== 'on') {
    return <ServerOff server={model.server} trans={trans} />;
  }
  return (
    <>
      <VersionNote version={server.version} trans={trans} />
      <Cards {...props} />
    </>
  );
}

function Cards(props: PanelProps): JSX.Element {
  const { model, trans, deploy } = props;
  const [, again] = useReducer((count: number) => count + 1, 0);
  useEffect(() => {
    const follow = () => again();
    model.changed.connect(follow);
    follow();
    return () => {
      model.changed.disconnect(follow);
    };
  }, [model]);
  return (
    <>
      <div className="noodle-deployments-head">
        <button className="jp-mod-styled jp-mod-accept" onClick={deploy}>
          {trans.__('Deploy a model…')}
        </button>
        {!model.server.events.isLive && <span className="noodle-deployments-muted">{trans.__('asking every few seconds')}</span>}
      </div>
      <Wrong error={model.error} trans={trans} />
      <div className="noodle-deployments-cards" aria-busy={model.isLoading}>
        {model.items.map(each => (
          <Card key={each.id} {...props} deployment={each} live={model.live.get(each.id)} />
        ))}
      </div>
      {!model.items.length && !model.isLoading && (
        <p className="noodle-server-note">
          {trans.__('Nothing is deployed. A deployed model answers over HTTP, in a process of its own, from any program.')}
        </p>
      )}
    </>
  );
}
