/** Small forms in dialogs: fields by name, asked again until what they say is right. */
import type { JSX } from 'react';
import { Dialog, showDialog } from '@jupyterlab/apputils';
import { ReactWidget } from '@jupyterlab/ui-components';

export interface Field {
  name: string;
  label: string;
  value: string;
  /** To choose from, each with its label. */
  options?: [string, string][];
  /** What may be meant, though other text is taken too. */
  proposals?: string[];
  /** What is wrong with a text, or null. */
  check?: (text: string) => string | null;
}

export type Values = Record<string, string>;

class Form extends ReactWidget {
  constructor(
    private readonly note: string,
    private readonly fields: readonly Field[],
    private readonly values: Values,
    private readonly problems: ReadonlyMap<string, string>
  ) {
    super();
    this.addClass('noodle-jobs-form');
  }

  getValue(): Values {
    return this.values;
  }

  protected override render(): JSX.Element {
    return (
      <>
        {this.note && <p className="noodle-registry-note">{this.note}</p>}
        {this.fields.map(field => (
          <label key={field.name} className="noodle-jobs-field">
            <span>{field.label}</span>
            {this.input(field)}
            {this.problems.has(field.name) && (
              <span className="noodle-jobs-problem" role="alert">
                {this.problems.get(field.name)}
              </span>
            )}
          </label>
        ))}
      </>
    );
  }

  private input({ name, label, options, proposals }: Field): JSX.Element {
    const given = {
      className: 'jp-mod-styled',
      'aria-label': label,
      defaultValue: this.values[name] ?? '',
      'aria-invalid': this.problems.has(name),
      onChange: (event: { target: { value: string } }) => (this.values[name] = event.target.value)
    };
    if (options) {
      return (
        <select {...given}>
          {options.map(([value, label]) => (
            <option key={value} value={value}>
              {label}
            </option>
          ))}
        </select>
      );
    }
    const list = proposals ? `noodle-registry-${name}` : undefined;
    return (
      <>
        <input {...given} list={list} />
        {proposals && (
          <datalist id={list}>
            {proposals.map(each => (
              <option key={each} value={each} />
            ))}
          </datalist>
        )}
      </>
    );
  }
}

export interface Question {
  title: string;
  note?: string;
  fields: Field[];
  accept: string;
}

/** The values, or null where it was given up. */
export async function ask({ title, note = '', fields, accept }: Question): Promise<Values | null> {
  const values: Values = Object.fromEntries(fields.map(each => [each.name, each.value]));
  let problems = new Map<string, string>();
  for (;;) {
    const { button } = await showDialog<Values>({
      title,
      body: new Form(note, fields, values, problems),
      buttons: [Dialog.cancelButton(), Dialog.okButton({ label: accept })]
    });
    if (!button.accept) {
      return null;
    }
    problems = new Map(fields.flatMap(({ name, check }) => {
      const problem = check?.(values[name] ?? '') ?? null;
      return problem === null ? [] : [[name, problem] as const];
    }));
    if (!problems.size) {
      return values;
    }
  }
}

/** One file of the reader's, or null. */
export function chosenFile(accept: string): Promise<File | null> {
  return new Promise(done => {
    const input = document.createElement('input');
    input.type = 'file';
    input.accept = accept;
    input.className = 'noodle-registry-file';
    input.hidden = true;
    const end = (file: File | null) => {
      input.remove();
      done(file);
    };
    input.addEventListener('change', () => end(input.files?.[0] ?? null));
    input.addEventListener('cancel', () => end(null));
    document.body.append(input);
    input.click();
  });
}
