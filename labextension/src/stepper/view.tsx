/** The stepper's panel: source, instructions, and what is on the stack and in variables. */
import { ReactWidget } from '@jupyterlab/ui-components';
import type { TranslationBundle } from '@jupyterlab/translation';
import { type ReactElement, useEffect, useRef } from 'react';

import type { Call, Command, Value, Variable } from './data';
import type { StepperModel } from './model';

export class StepperView extends ReactWidget {
  private isReal = false;

  constructor(
    private model: StepperModel,
    private readonly trans: TranslationBundle
  ) {
    super();
    this.addClass('noodle-Stepper');
    this.node.tabIndex = -1;
    model.changed.connect(this.refresh, this);
  }

  get current(): StepperModel {
    return this.model;
  }

  get wantsReal(): boolean {
    return this.isReal;
  }

  /** Shows another cell. */
  show_(model: StepperModel): void {
    this.model.changed.disconnect(this.refresh, this);
    this.model = model;
    model.changed.connect(this.refresh, this);
    this.update();
  }

  dispose(): void {
    if (!this.isDisposed) {
      this.model.changed.disconnect(this.refresh, this);
      void this.model.close();
    }
    super.dispose();
  }

  render(): ReactElement {
    const choose = (isReal: boolean) => {
      this.isReal = isReal;
      void this.model.open(isReal);
    };
    return <Stepper model={this.model} isReal={this.isReal} choose={choose} trans={this.trans} />;
  }

  private refresh(): void {
    this.update();
  }
}

interface Props {
  model: StepperModel;
  trans: TranslationBundle;
}

function Stepper(props: Props & { isReal: boolean; choose(isReal: boolean): void }) {
  const { model, trans } = props;
  const { state, trouble } = model;
  return (
    <div className="noodle-Stepper-inside">
      <Controls {...props} />
      {trouble && (
        <pre className="noodle-Stepper-trouble" role="alert">
          {[`${trouble.code ? `error[${trouble.code}]: ` : ''}${trouble.message}`, ...(trouble.notes ?? []), ...(trouble.hint ? [`→ ${trouble.hint}`] : [])].join('\n')}
        </pre>
      )}
      {state && (
        <div className="noodle-Stepper-columns">
          <Source model={model} trans={trans} />
          <Instructions model={model} trans={trans} />
          <Values model={model} trans={trans} />
        </div>
      )}
    </div>
  );
}

function Controls({ model, trans, isReal, choose }: Props & { isReal: boolean; choose(isReal: boolean): void }) {
  const commands: [Command, string, string][] = [
    ['next', trans.__('Instruction'), trans.__('Run one instruction (F11)')],
    ['next_line', trans.__('Line'), trans.__('Run to the next line, into calls')],
    ['over_line', trans.__('Over'), trans.__('Run to the next line of this function (F10)')],
    ['out', trans.__('Out'), trans.__('Run until this function returns (Shift F11)')],
    ['run', trans.__('Run'), trans.__('Run to the end (F9)')]
  ];
  return (
    <div className="noodle-Stepper-controls">
      <div role="toolbar" aria-label={trans.__('Stepping')}>
        {commands.map(([command, label, title]) => (
          <Button key={command} title={title} isOff={!model.canStep} act={() => void model.step(command)}>
            {label}
          </Button>
        ))}
        <Button isOff={!model.isRunning} title={trans.__('Stop a command that runs')} act={() => void model.cancel()}>
          {trans.__('Stop')}
        </Button>
        <Button isOff={false} title={trans.__('Begin the cell again')} act={() => void model.open(isReal)}>
          {trans.__('Restart')}
        </Button>
      </div>
      <label>
        {trans.__('Variables:')}{' '}
        <select value={isReal ? 'real' : 'copy'} onChange={event => choose(event.target.value === 'real')}>
          <option value="copy">{trans.__('a shallow copy')}</option>
          <option value="real">{trans.__("the notebook's own")}</option>
        </select>
      </label>
      <span className="noodle-Stepper-status" role="status">
        {statusText(model, trans)}
      </span>
    </div>
  );
}

/** A button that keeps the focus while it is off, so that keys go on working. */
function Button({ isOff, act, title, children }: { isOff: boolean; act(): void; title: string; children: string }) {
  return (
    <button className="noodle-Stepper-button" title={title} aria-disabled={isOff} onClick={() => (isOff ? undefined : act())}>
      {children}
    </button>
  );
}

function statusText(model: StepperModel, trans: TranslationBundle): string {
  const { state } = model;
  if (!state) {
    return model.trouble ? trans.__('not started') : trans.__('starting');
  }
  const words = {
    ready: trans.__('stopped at line %1', String(state.line ?? '-')),
    running: trans.__('running'),
    finished: trans.__('finished'),
    failed: trans.__('ended with an error')
  };
  const parts = [words[state.status], trans._n('%1 instruction', '%1 instructions', state.steps)];
  return [...parts, ...(state.note ? [state.note] : [])].join(', ');
}

function Source({ model, trans }: Props) {
  const current = useScrolled<HTMLLIElement>(model.state?.line);
  return (
    <section aria-label={trans.__('Source')}>
      <h3>{trans.__('Source')}</h3>
      <ol className="noodle-Stepper-source">
        {model.sourceLines.map(line => (
          <li key={line.number} ref={line.isCurrent ? current : undefined} aria-current={line.isCurrent ? 'step' : undefined}>
            <button
              aria-disabled={!model.canStep}
              title={trans.__('Run to line %1', String(line.number))}
              aria-label={trans.__('Run to line %1', String(line.number))}
              onClick={() => void model.runToLine(line.number)}
            >
              {line.isCurrent ? `▶ ${line.number}` : line.number}
            </button>
            <code>{line.text || ' '}</code>
          </li>
        ))}
      </ol>
    </section>
  );
}

function Instructions({ model, trans }: Props) {
  const { listing, index } = model;
  const current = useScrolled<HTMLLIElement>(index);
  return (
    <section aria-label={trans.__('Instructions')}>
      <h3>{listing ? trans.__('Instructions of %1', listing.name) : trans.__('Instructions')}</h3>
      <ol className="noodle-Stepper-instructions">
        {listing?.rows.map((row, at) => {
          const isCurrent = listing.first + at === index;
          return (
            <li key={listing.first + at} ref={isCurrent ? current : undefined} aria-current={isCurrent ? 'step' : undefined}>
              <span className="noodle-Stepper-number">{isCurrent ? `▶ ${listing.first + at}` : listing.first + at}</span>
              <code style={{ paddingLeft: `${row.indent}em` }}>{row.text}</code>
            </li>
          );
        })}
      </ol>
    </section>
  );
}

function Values({ model, trans }: Props) {
  const { state } = model;
  if (!state) {
    return null;
  }
  return (
    <section aria-label={trans.__('Stack and variables')} className="noodle-Stepper-values">
      <h3>{trans.__('Stack, its top first')}</h3>
      <Stack values={state.stack} hidden={state.hidden} trans={trans} />
      <h3>{trans.__('Variables')}</h3>
      <Variables rows={state.variables} trans={trans} />
      <h3>{trans.__('Calls')}</h3>
      <Calls calls={state.calls} trans={trans} />
      <h3>{trans.__('Output')}</h3>
      <pre className="noodle-Stepper-output">{state.output || trans.__('nothing yet')}</pre>
      {state.error && (
        <pre className="noodle-Stepper-trouble" role="alert">
          {state.error.text}
        </pre>
      )}
    </section>
  );
}

function Stack({ values, hidden, trans }: { values: Value[]; hidden: number; trans: TranslationBundle }) {
  if (!values.length) {
    return <p>{trans.__('empty')}</p>;
  }
  return (
    <ol className="noodle-Stepper-stack">
      {[...values].reverse().map((value, at) => (
        <li key={at}>
          <span className="noodle-type">{value.type}</span> <code>{value.preview}</code>
        </li>
      ))}
      {hidden > 0 && <li>{trans._n('and %1 more', 'and %1 more', hidden)}</li>}
    </ol>
  );
}

function Variables({ rows, trans }: { rows: Variable[]; trans: TranslationBundle }) {
  if (!rows.length) {
    return <p>{trans.__('none yet')}</p>;
  }
  return (
    <table className="noodle-Stepper-variables">
      <thead>
        <tr>
          <th scope="col">{trans.__('name')}</th>
          <th scope="col">{trans.__('type')}</th>
          <th scope="col">{trans.__('value')}</th>
        </tr>
      </thead>
      <tbody>
        {rows.map(row => (
          <tr key={row.name}>
            <th scope="row">{row.name}</th>
            <td className="noodle-type">{row.type}</td>
            <td>
              <code>{row.preview}</code>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Calls({ calls, trans }: { calls: Call[]; trans: TranslationBundle }) {
  return (
    <ol className="noodle-Stepper-calls">
      {[...calls].reverse().map((call, at) => (
        <li key={at}>{trans.__('%1, line %2', call.name, String(call.line))}</li>
      ))}
    </ol>
  );
}

/** An element that comes into sight when `key` changes. */
function useScrolled<Kind extends HTMLElement>(key: unknown) {
  const found = useRef<Kind>(null);
  useEffect(() => {
    found.current?.scrollIntoView({ block: 'nearest' });
  }, [key]);
  return found;
}
