/** What panels say where there is no server part, and how they follow whether there is. */
import type { TranslationBundle } from '@jupyterlab/translation';
import { type JSX, useEffect, useState } from 'react';

import type { INoodleServer, ServerState } from '../tokens';
import type { ServerError } from './errors';
import { VERSION, agreement } from './version';

/** The state, as it is now. */
export function useServer(server: INoodleServer): ServerState {
  const [state, set] = useState(server.state);
  useEffect(() => {
    const follow = () => set(server.state);
    server.changed.connect(follow);
    follow();
    return () => {
      server.changed.disconnect(follow);
    };
  }, [server]);
  return state;
}

interface Props {
  server: INoodleServer;
  trans: TranslationBundle;
}

/** What to do until the server part is there. */
export function ServerOff({ server, trans }: Props): JSX.Element {
  const state = useServer(server);
  const [isAsking, ask] = useState(false);
  const retry = () => {
    ask(true);
    void server.check().finally(() => ask(false));
  };
  if (state.kind === 'unknown') {
    return <p className="noodle-server-note">{trans.__('Looking for the Noodle server…')}</p>;
  }
  return (
    <div className="noodle-server-off" role="status">
      <strong>{title(state, trans)}</strong>
      {state.kind === 'missing' ? <Install trans={trans} /> : <Wrong error={state.error} trans={trans} />}
      <button className="jp-mod-styled jp-mod-accept" disabled={isAsking} onClick={retry}>
        {isAsking ? trans.__('Trying…') : trans.__('Try again')}
      </button>
    </div>
  );
}

function title(state: ServerState, trans: TranslationBundle): string {
  switch (state.kind) {
    case 'missing':
      return trans.__('The Noodle server extension is off');
    case 'denied':
      return trans.__('You are not allowed to use the Noodle server');
    case 'unreachable':
      return trans.__('The server cannot be reached');
    default:
      return trans.__('The Noodle server is not well');
  }
}

/** Commands, one a line, to be copied. */
function Install({ trans }: { trans: TranslationBundle }): JSX.Element {
  return (
    <>
      <p>{trans.__('Jobs and models live in it. Where Jupyter Server runs:')}</p>
      <ol>
        <li>
          {trans.__('install it:')} <code>pip install 'noodle-notebook[server]'</code>
        </li>
        <li>
          {trans.__('enable it:')} <code>jupyter server extension enable noodle_server</code>
        </li>
        <li>{trans.__('restart Jupyter Server, then try again here.')}</li>
      </ol>
    </>
  );
}

/** An error as the server said it. */
export function Wrong({ error, trans }: { error: ServerError | null; trans: TranslationBundle }): JSX.Element | null {
  if (!error) {
    return null;
  }
  return (
    <div className="noodle-server-wrong" role="alert">
      <span>{error.line}</span>
      {error.hint && <span className="noodle-server-hint">{error.hint}</span>}
      {error.requestId && (
        <span className="noodle-server-id">
          {trans.__('request')} <code>{error.requestId}</code>
        </span>
      )}
    </div>
  );
}

/** Said above a panel where page and server are of different versions. */
export function VersionNote({ version, trans }: { version: string; trans: TranslationBundle }): JSX.Element | null {
  const found = agreement(version);
  if (found === 'same') {
    return null;
  }
  const text =
    found === 'older'
      ? trans.__('The server (%1) is older than this page (%2): upgrade noodle-notebook where Jupyter Server runs, and restart it.', version, VERSION)
      : trans.__('The server (%1) is newer than this page (%2): reload the page.', version, VERSION);
  return <p className="noodle-server-note noodle-mod-warn">{text}</p>;
}
