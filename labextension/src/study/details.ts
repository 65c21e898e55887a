/** All that is known of one candidate: figures, how it was made, why it was rejected; what to do. */
import { html } from '../models/elements';
import { short } from '../models/words';
import { inUnit } from './chart';
import type { About, Candidate } from './data';
import { times, variableFor, whyNoName } from './state';

export interface Actions {
  put(each: Candidate, name: string, isAgain: boolean): void;
  compare(each: Candidate, other: Candidate): void;
}

/** The card of a candidate. */
export function card(each: Candidate, about: About): HTMLElement[] {
  const badge = html('span', `nx-badge nx-${each.verdict}`, each.is_original ? 'original' : each.verdict);
  return [
    html('div', 'nx-head', html('strong', '', each.name), badge),
    ...(each.reason ? [html('p', 'nx-reason', each.reason)] : []),
    figures(each, about),
    html('h4', '', 'How it was made'),
    lineage(each)
  ];
}

function figures(each: Candidate, about: About): HTMLElement {
  const spread = each.spread ? ` ± ${Math.round((each.spread / 2) * 100)} %` : '';
  const drop = each.drop === null || each.is_original ? '' : `${each.drop >= 0 ? 'worse by' : 'better by'} ${inUnit('metric', Math.abs(each.drop))}`;
  const facts: [string, string, string][] = [
    ['latency', inUnit('latency', each.latency), each.latency === null ? '' : spread],
    ['speed-up', each.is_original ? '' : times(each.speedup), ''],
    ['size', inUnit('size', each.size), ''],
    [about.metric, inUnit('metric', each.metric), each.drop === 0 ? 'not worse' : drop],
    ['parameters', short(each.parameters), ''],
    ['runs on', each.engine, ''],
    ['took', each.seconds === null ? '' : `${Number(each.seconds.toPrecision(2))} s to try`, '']
  ];
  const made = html('dl', 'nx-facts');
  facts
    .filter(([, value]) => value !== '' && value !== '–' && value !== '?')
    .forEach(([name, value, more]) => {
      const figure = html('dd', '', value, more ? html('span', 'nx-muted', ` ${more}`) : '');
      made.append(html('div', '', html('dt', '', name), figure));
    });
  return made;
}

function lineage(each: Candidate): HTMLElement {
  const made = html('ol', 'nx-lineage', html('li', '', 'the original model'));
  each.lineage.forEach(step => {
    const settings = step.settings ? html('code', '', step.settings) : '';
    made.append(html('li', '', step.text, settings));
  });
  return made;
}

/** What can be done with the chosen one. */
export function actions(each: Candidate, all: Candidate[], wish: Actions): HTMLElement[] {
  const made = [html('span', 'nx-taken', each.name)];
  if (!each.is_made) {
    return [...made, html('span', 'nx-muted', 'There is no model of it to take.')];
  }
  const others = all.filter(other => other.is_made && other.key !== each.key);
  return [...made, putForm(each, wish), ...(others.length ? [compareForm(each, others, wish)] : [])];
}

function putForm(each: Candidate, wish: Actions): HTMLElement {
  const name = html('input', 'nx-variable');
  name.value = variableFor(each);
  name.setAttribute('aria-label', 'Name of the variable');
  name.spellcheck = false;
  const put = html('button', 'nx-put', 'Put into variable');
  put.type = 'submit';
  const said = html('div', 'nx-put-said');
  said.setAttribute('role', 'status');
  const form = html('form', 'nx-form', html('label', '', 'Variable ', name), put, said);
  name.addEventListener('input', () => delete form.dataset['taken']);
  form.addEventListener('submit', event => {
    event.preventDefault();
    const wrong = whyNoName(name.value);
    if (wrong) {
      said.replaceChildren(html('span', 'nx-wrong', wrong));
      return;
    }
    wish.put(each, name.value, form.dataset['taken'] === name.value);
  });
  return form;
}

/** Shows what became of putting a model into a variable. */
export function showPut(panel: HTMLElement, answer: { is_done: boolean; is_taken: boolean; text: string; code: string }): void {
  const form = panel.querySelector<HTMLFormElement>('.nx-form');
  const said = panel.querySelector('.nx-put-said');
  const name = panel.querySelector<HTMLInputElement>('.nx-variable');
  const button = panel.querySelector('.nx-put');
  if (!form || !said || !name || !button) {
    return;
  }
  button.textContent = answer.is_taken ? 'Replace it' : 'Put into variable';
  if (answer.is_taken) {
    form.dataset['taken'] = name.value;
  } else {
    delete form.dataset['taken'];
  }
  const words = html('span', answer.is_done ? 'nx-done' : 'nx-wrong', answer.text);
  said.replaceChildren(words, ...(answer.code ? [html('code', 'nx-code', answer.code)] : []));
}

function compareForm(each: Candidate, others: Candidate[], wish: Actions): HTMLElement {
  const other = html('select', 'nx-other');
  other.setAttribute('aria-label', 'Compare with');
  others.forEach(found => other.append(new Option(found.name, found.key)));
  const compare = html('button', 'nx-compare', 'Compare layer by layer');
  compare.type = 'submit';
  const form = html('form', 'nx-form', compare, html('label', '', 'with ', other));
  form.addEventListener('submit', event => {
    event.preventDefault();
    const found = others.find(({ key }) => key === other.value);
    if (found) {
      wish.compare(each, found);
    }
  });
  return form;
}
