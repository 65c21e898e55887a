/** Sends a sample input to a deployment, and shows what comes back. */
import { type JSX, useState } from 'react';
import type { TranslationBundle } from '@jupyterlab/translation';

import type { Schemas } from '../server/client';
import { type ServerError, unreachable } from '../server/errors';
import { Wrong } from '../server/states';
import type { INoodleServer } from '../tokens';
import { inputsOf, lasting, sample, shortened, spoken } from './model';

interface Props {
  server: INoodleServer;
  id: string;
  inputs: Schemas['Tensor'][];
  trans: TranslationBundle;
}

type Answer = Schemas['InferOut'] & { took_us: number };

export function TryIt({ server, id, inputs, trans }: Props): JSX.Element {
  const [text, setText] = useState(() => sample(inputs));
  const [answer, setAnswer] = useState<Answer | null>(null);
  const [error, setError] = useState<ServerError | null>(null);
  const [problem, setProblem] = useState('');
  const [isAsking, ask] = useState(false);
  const send = async () => {
    setError(null);
    setAnswer(null);
    let given: Record<string, unknown>;
    try {
      given = inputsOf(text, inputs);
      setProblem('');
    } catch (thrown) {
      setProblem((thrown as Error).message);
      return;
    }
    ask(true);
    const began = performance.now();
    try {
      const made = await server.client.call('post', '/api/v1/deployments/{deployment_id}/infer', { path: { deployment_id: id }, body: { inputs: given } });
      setAnswer({ ...made, took_us: (performance.now() - began) * 1000 });
    } catch (thrown) {
      setError(unreachable(thrown));
    }
    ask(false);
  };
  return (
    <div className="noodle-deployments-try">
      <label>
        <span>
          {trans.__('Inputs')} <code>{inputs.map(spoken).join(', ')}</code>
        </span>
        <textarea rows={Math.min(10, text.split('\n').length + 1)} value={text} spellCheck={false} aria-invalid={problem !== ''} onChange={event => setText(event.target.value)} />
      </label>
      <div className="noodle-deployments-muted">{trans.__('"zeros" and "random" stand for a whole input.')}</div>
      {problem && (
        <div className="noodle-deployments-reason" role="alert">
          {problem}
        </div>
      )}
      <button className="jp-mod-styled jp-mod-accept" disabled={isAsking} onClick={() => void send()}>
        {isAsking ? trans.__('Asking…') : trans.__('Ask')}
      </button>
      <Wrong error={error} trans={trans} />
      {answer && (
        <div role="status">
          <div className="noodle-deployments-muted">
            {trans.__(
              'version %1 · %2 in all, of it %3 in the queue and %4 computing, in a batch of %5',
              answer.version,
              lasting(answer.took_us),
              lasting(answer.queue_us),
              lasting(answer.compute_us),
              answer.batch_size
            )}
          </div>
          <pre tabIndex={0} aria-label={trans.__('Outputs')}>
            {shortened(answer.outputs)}
          </pre>
        </div>
      )}
    </div>
  );
}
