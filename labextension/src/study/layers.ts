/** Two networks layer by layer: what each takes, and how far their numbers are apart. */
import { html } from '../models/elements';
import { short } from '../models/words';
import { inUnit } from './chart';
import type { Comparison, Layer } from './data';

/** Where noise is heard: at 0 dB it is as loud as the signal, at this much nobody minds. */
const QUIET = 60;

export function layers(data: Comparison, close: () => void): HTMLElement {
  const [first, second] = data.names;
  const button = html('button', 'nx-close', '×');
  button.type = 'button';
  button.title = 'Close';
  button.setAttribute('aria-label', 'Close the comparison');
  button.addEventListener('click', close);
  const hasTimes = data.layers.some(each => each.time.some(time => time !== null));
  const most = {
    bytes: Math.max(1, ...data.layers.flatMap(each => each.bytes.map(count => count ?? 0))),
    time: Math.max(1e-12, ...data.layers.flatMap(each => each.time.map(time => time ?? 0)))
  };
  const titles = ['Layer', 'Op', 'Parameters', 'Weights', ...(hasTimes ? ['Time'] : []), 'Signal to noise'];
  const head = html('tr', '', ...titles.map(title => html('th', title === 'Layer' || title === 'Op' ? '' : 'nx-number', title)));
  head.querySelectorAll('th').forEach(each => (each.scope = 'col'));
  const body = html('tbody', '', ...data.layers.map(each => row(each, most, hasTimes)));
  const made = html('table', 'nx-table nx-layers', html('caption', 'nx-hidden', `${first} and ${second}, layer by layer`), html('thead', '', head), body);
  const legend = html('span', 'nx-legend', html('i', 'nx-first'), first, html('i', 'nx-second'), second);
  return html('section', 'nx-comparison', html('div', 'nx-head', html('strong', '', 'Layer by layer'), legend, button), html('div', 'nx-scroll', made));
}

function row(each: Layer, most: { bytes: number; time: number }, hasTimes: boolean): HTMLElement {
  const name = html('th', '', each.name);
  name.scope = 'row';
  const weights = bars(each.bytes, most.bytes, value => inUnit('size', value));
  const time = hasTimes ? [bars(each.time, most.time, value => inUnit('latency', value))] : [];
  const parameters = each.parameters ? short(each.parameters) : '';
  return html('tr', 'nx-row', name, html('td', '', each.op), html('td', 'nx-number', parameters), weights, ...time, noise(each));
}

function bars(values: [number | null, number | null], most: number, say: (value: number) => string): HTMLElement {
  const made = html('td', 'nx-bars');
  if (values.every(value => !value)) {
    return made;
  }
  values.forEach((value, at) => {
    const bar = html('i', at ? 'nx-second' : 'nx-first');
    bar.style.width = `${value === null ? 0 : Math.max(1, (value / most) * 100)}%`;
    made.append(html('div', '', html('span', 'nx-track', bar), html('span', 'nx-number', value === null ? '–' : say(value))));
  });
  return made;
}

function noise(each: Layer): HTMLElement {
  if (each.is_same || each.snr === null) {
    return html('td', 'nx-muted', each.is_same ? 'the same' : each.note || '–');
  }
  const part = Math.min(1, Math.max(0.02, (QUIET - each.snr) / QUIET));
  const bar = html('i', 'nx-noise');
  bar.style.width = `${part * 100}%`;
  bar.style.opacity = String(0.35 + 0.65 * part);
  return html('td', 'nx-bars', html('div', '', html('span', 'nx-track', bar), html('span', 'nx-number', `${each.snr.toFixed(1)} dB`)));
}
