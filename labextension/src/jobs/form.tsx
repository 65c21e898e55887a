/** What is asked before a notebook is run as a job: its parameters, and the job's limits. */
import type { JSX } from 'react';
import { Dialog, showDialog } from '@jupyterlab/apputils';
import type { TranslationBundle } from '@jupyterlab/translation';
import { ReactWidget } from '@jupyterlab/ui-components';

import { NAME, type Parameter, valueOf } from './parameters';

/** What the form says, as text. */
export interface Draft {
  name: string;
  parameters: Parameter[];
  minutes: string;
  memory: string;
  allowErrors: boolean;
}

/** What it means; `problems` by the field that they are about. */
export interface Wanted {
  name: string;
  parameters: Record<string, unknown>;
  timeout: number;
  memory_limit: number;
  allow_errors: boolean;
}

/** Reads a draft. Parameters that are as in the notebook are left to it. */
export function wanted(draft: Draft, given: readonly Parameter[]): { wanted: Wanted; problems: Map<string, string> } {
  const problems = new Map<string, string>();
  const parameters: Record<string, unknown> = {};
  const known = new Map(given.map(each => [each.name, each.text]));
  draft.parameters.forEach(({ name, text }, at) => {
    if (!name && !text) {
      return;
    }
    if (!NAME.test(name)) {
      problems.set(`parameter-${at}`, 'a name has letters, digits and _');
    } else if (known.get(name) !== text) {
      try {
        parameters[name] = valueOf(text);
      } catch (error) {
        problems.set(`parameter-${at}`, (error as Error).message);
      }
    }
  });
  const minutes = number(draft.minutes, 'minutes', 1 / 60, 10_080, problems);
  const memory = number(draft.memory, 'memory', 64, 8192, problems);
  const name = draft.name.replace(/[\u0000-\u001f\u007f/\\]/g, '_').slice(0, 200) || 'notebook';
  return { wanted: { name, parameters, timeout: minutes * 60, memory_limit: Math.round(memory), allow_errors: draft.allowErrors }, problems };
}

function number(text: string, field: string, least: number, most: number, problems: Map<string, string>): number {
  const value = Number(text);
  if (text.trim() === '' || !(value >= least && value <= most)) {
    problems.set(field, `a number from ${Number(least.toPrecision(2))} to ${most}`);
  }
  return value;
}

class Form extends ReactWidget {
  constructor(
    readonly draft: Draft,
    private readonly given: readonly Parameter[],
    private readonly problems: ReadonlyMap<string, string>,
    private readonly trans: TranslationBundle
  ) {
    super();
    this.addClass('noodle-jobs-form');
  }

  getValue(): Draft {
    return this.draft;
  }

  protected override render(): JSX.Element {
    const { draft, trans } = this;
    return (
      <>
        <Field label={trans.__('Name')} value={draft.name} set={text => (draft.name = text)} />
        <fieldset>
          <legend>{trans.__('Parameters')}</legend>
          <p className="noodle-jobs-muted">
            {this.given.length
              ? trans.__('Those of the cell with the tag “parameters”. They are set in a cell after it.')
              : trans.__('Give a cell the tag “parameters” to have its values here. They are set at the top.')}
          </p>
          {draft.parameters.map((each, at) => (
            <this.row key={at} each={each} at={at} />
          ))}
          <button
            className="jp-mod-styled"
            onClick={() => {
              draft.parameters.push({ name: '', text: '' });
              this.update();
            }}
          >
            {trans.__('Another parameter')}
          </button>
        </fieldset>
        <Field label={trans.__('Stop after (minutes)')} value={draft.minutes} set={text => (draft.minutes = text)} problem={this.problems.get('minutes')} />
        <Field label={trans.__('Memory (MB)')} value={draft.memory} set={text => (draft.memory = text)} problem={this.problems.get('memory')} />
        <label className="noodle-jobs-check">
          <input type="checkbox" defaultChecked={draft.allowErrors} onChange={event => (draft.allowErrors = event.target.checked)} />
          {trans.__('Go on after a cell that fails')}
        </label>
      </>
    );
  }

  private readonly row = ({ each, at }: { each: Parameter; at: number }): JSX.Element => {
    const isGiven = at < this.given.length;
    const problem = this.problems.get(`parameter-${at}`);
    return (
      <div className="noodle-jobs-parameter">
        {isGiven ? (
          <code>{each.name}</code>
        ) : (
          <input className="jp-mod-styled" aria-label={this.trans.__('Name of a parameter')} defaultValue={each.name} onChange={event => (each.name = event.target.value.trim())} />
        )}
        <input
          className="jp-mod-styled"
          aria-label={isGiven ? each.name : this.trans.__('Value of the parameter')}
          aria-invalid={problem !== undefined}
          defaultValue={each.text}
          onChange={event => (each.text = event.target.value.trim())}
        />
        {problem && <span className="noodle-jobs-problem" role="alert">{problem}</span>}
      </div>
    );
  };
}

function Field({ label, value, set, problem }: { label: string; value: string; set(text: string): void; problem?: string | undefined }): JSX.Element {
  return (
    <label className="noodle-jobs-field">
      <span>{label}</span>
      <input className="jp-mod-styled" aria-label={label} defaultValue={value} aria-invalid={problem !== undefined} onChange={event => set(event.target.value)} />
      {problem && <span className="noodle-jobs-problem" role="alert">{problem}</span>}
    </label>
  );
}

/** Asks until it is right or given up (null). */
export async function ask(name: string, given: Parameter[], trans: TranslationBundle): Promise<Wanted | null> {
  const draft: Draft = { name, parameters: structuredClone(given), minutes: '60', memory: '4096', allowErrors: false };
  let problems: ReadonlyMap<string, string> = new Map();
  for (;;) {
    const { button } = await showDialog<Draft>({
      title: trans.__('Run this notebook as a job'),
      body: new Form(draft, given, problems, trans),
      buttons: [Dialog.cancelButton(), Dialog.okButton({ label: trans.__('Run') })]
    });
    if (!button.accept) {
      return null;
    }
    const read = wanted(draft, given);
    if (!read.problems.size) {
      return read.wanted;
    }
    problems = read.problems;
  }
}
