/** What a line is told about in full: reason, notes, what it was compiled with, and its code in three
 * forms, each asked for when it is looked at. */
import type { TranslationBundle } from '@jupyterlab/translation';
import { type JSX, type KeyboardEvent, useEffect, useRef, useState } from 'react';

import { RequestError } from '../kernel/requests';
import type { Form, LineCode, LineTier } from './data';
import { bolt } from './drawing';
import { allocatedText, heatText, tierName } from './model';

export interface Line {
  /** As the editor shows it now. */
  number: number;
  row: LineTier;
  share: number | undefined;
  allocated: number | undefined;
  isStale: boolean;
}

interface Properties {
  line: Line;
  trans: TranslationBundle;
  ask: (form: Form) => Promise<LineCode>;
  /** The region is known: mark its lines. */
  onRegions: (regions: LineCode['regions']) => void;
  onClose: () => void;
}

const FORMS: readonly Form[] = ['nbc', 'llvm', 'asm'];

export function Explanation({ line, trans, ask, onRegions, onClose }: Properties): JSX.Element {
  const [form, setForm] = useState<Form>('nbc');
  const [codes, setCodes] = useState<Partial<Record<Form, LineCode | string>>>({});
  const shown = codes[form];
  useEffect(() => {
    let isCurrent = true;
    if (shown === undefined) {
      ask(form).then(
        code => {
          if (isCurrent) {
            setCodes(known => ({ ...known, [form]: code }));
            onRegions(code.regions);
          }
        },
        (error: unknown) => isCurrent && setCodes(known => ({ ...known, [form]: refusal(error, trans) }))
      );
    }
    return () => {
      isCurrent = false;
    };
  }, [form]);
  const regions = FORMS.map(each => codes[each]).find(code => typeof code === 'object')?.regions ?? [];
  return (
    <>
      <header className="noodle-explanation-head">
        <Mark tier={line.row.tier} />
        <h2>{trans.__('Line %1: %2', line.number, tierName(line.row.tier, trans))}</h2>
        <button type="button" className="jp-mod-minimal" aria-label={trans.__('Close')} title={trans.__('Close (Escape)')} onClick={onClose}>
          ✕
        </button>
      </header>
      <p className="noodle-explanation-reason">{line.row.reason}</p>
      {line.isStale && <p className="noodle-explanation-stale">{trans.__('The cell has been edited since it ran: this is of the text that ran.')}</p>}
      <ul className="noodle-explanation-facts">
        {line.share !== undefined && <li>{heatText(line.share, trans)}</li>}
        {line.allocated !== undefined && <li>{allocatedText(line.allocated, trans)}</li>}
        {regions.map(region => (
          <li key={`${region.what} ${region.signature}`}>
            {trans.__('compiled as one: %1, lines %2 to %3', region.what, region.first, region.last)}
            {region.signature !== '()' && trans.__(', for %1', region.signature)}
          </li>
        ))}
        {line.row.notes.map((note, at) => (
          <li key={at}>
            <strong>{note.kind}</strong> {note.text}
          </li>
        ))}
      </ul>
      <Tabs form={form} trans={trans} onChoose={setForm} />
      <Code code={shown} form={form} trans={trans} />
    </>
  );
}

function Mark({ tier }: { tier: LineTier['tier'] }): JSX.Element {
  return <span className="noodle-tier" data-tier={tier} aria-hidden="true" ref={node => node?.replaceChildren(bolt(tier))} />;
}

function Tabs({ form, trans, onChoose }: { form: Form; trans: TranslationBundle; onChoose: (form: Form) => void }): JSX.Element {
  const names: Record<Form, string> = { nbc: trans.__('NBC'), llvm: trans.__('LLVM'), asm: trans.__('Assembly') };
  const move = (event: KeyboardEvent<HTMLElement>) => {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (step) {
      event.preventDefault();
      const next = FORMS[(FORMS.indexOf(form) + step + FORMS.length) % FORMS.length] ?? 'nbc';
      onChoose(next);
      event.currentTarget.querySelector<HTMLElement>(`[data-form=${next}]`)?.focus();
    }
  };
  return (
    <div role="tablist" aria-label={trans.__('Code of the line')} className="noodle-explanation-tabs" onKeyDown={move}>
      {FORMS.map(each => (
        <button
          key={each}
          type="button"
          role="tab"
          id={`noodle-tab-${each}`}
          data-form={each}
          aria-selected={each === form}
          aria-controls="noodle-explanation-code"
          tabIndex={each === form ? 0 : -1}
          onClick={() => onChoose(each)}
        >
          {names[each]}
        </button>
      ))}
    </div>
  );
}

function Code({ code, form, trans }: { code: LineCode | string | undefined; form: Form; trans: TranslationBundle }): JSX.Element {
  const [isCopied, setCopied] = useState(false);
  const pre = useRef<HTMLPreElement>(null);
  const text = typeof code === 'object' ? code.text : '';
  useEffect(() => setCopied(false), [form]);
  return (
    <div role="tabpanel" id="noodle-explanation-code" aria-labelledby={`noodle-tab-${form}`} className="noodle-explanation-code">
      {text ? (
        <>
          <button
            type="button"
            className="noodle-explanation-copy"
            onClick={() => {
              void navigator.clipboard.writeText(text).then(() => setCopied(true));
            }}
          >
            {isCopied ? trans.__('Copied') : trans.__('Copy')}
          </button>
          <pre ref={pre} tabIndex={0}>
            {text}
          </pre>
        </>
      ) : (
        <p className="noodle-explanation-empty" role="status">
          {code === undefined ? trans.__('Asking the kernel…') : typeof code === 'string' ? code : nothing(form, trans)}
        </p>
      )}
    </div>
  );
}

function nothing(form: Form, trans: TranslationBundle): string {
  return form === 'nbc' ? trans.__('The kernel no longer has this text; run the cell again.') : trans.__('This line has no native code.');
}

function refusal(error: unknown, trans: TranslationBundle): string {
  return error instanceof RequestError ? error.refusal.message : trans.__('The kernel did not answer.');
}
