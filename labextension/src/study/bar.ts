/** The upper edge: what is being done and how to end it, the axes, what colours mean. */
import { html } from '../models/elements';
import { FIELDS, type About, type Field, type Now } from './data';
import { saidNow, titled } from './state';

export interface BarCallbacks {
  cancel(): void;
  turn(side: 'x' | 'y', field: Field): void;
}

export class Bar {
  readonly element = html('header', 'nx-bar');
  private readonly state = html('span', 'nx-state');
  private readonly progress = html('progress', 'nx-progress');
  private readonly stop = html('button', 'nx-cancel', 'Cancel');
  private readonly note = html('div', 'nx-note');
  private readonly selects: Record<'x' | 'y', HTMLSelectElement>;
  private last = '';

  constructor(about: About, private readonly callbacks: BarCallbacks) {
    this.selects = { x: this.select('x', about), y: this.select('y', about) };
    this.progress.max = 1;
    this.progress.setAttribute('aria-label', 'Part that is done of the present step');
    this.stop.type = 'button';
    this.stop.addEventListener('click', () => {
      this.stop.disabled = true;
      this.stop.textContent = 'Cancelling …';
      callbacks.cancel();
    });
    const scale = html('span', 'nx-scale', html('span', '', 'worse'), html('i', ''), html('span', '', 'better'));
    scale.setAttribute('aria-label', `Colours: ${about.metric} from worse to better`);
    const axes = html('span', 'nx-axes', html('label', '', 'across ', this.selects.x), html('label', '', 'up ', this.selects.y));
    const legend = html('span', 'nx-legend', html('span', '', about.metric), scale);
    const title = html('div', 'nx-line', html('strong', '', about.name), this.state, this.progress, this.stop);
    this.note.hidden = true;
    this.element.append(title, html('div', 'nx-line', axes, legend), this.note);
  }

  /** Shows how far it is; whether the state is another than before. */
  show(now: Now, count: number): boolean {
    const isRunning = now.state === 'running';
    this.state.textContent = saidNow(now, count);
    this.state.dataset['state'] = now.state;
    this.progress.hidden = !isRunning;
    this.progress.value = now.part;
    this.stop.hidden = !isRunning;
    const isNew = now.state !== this.last;
    if (isNew) {
      this.stop.disabled = false;
      this.stop.textContent = 'Cancel';
      this.note.hidden = true;
    }
    this.last = now.state;
    return isNew;
  }

  /** The kernel did not hear that it should end. */
  deaf(text: string): void {
    this.note.textContent = text;
    this.note.hidden = false;
    this.stop.disabled = false;
    this.stop.textContent = 'Cancel';
  }

  axes(x: Field, y: Field): void {
    this.selects.x.value = x;
    this.selects.y.value = y;
  }

  private select(side: 'x' | 'y', about: About): HTMLSelectElement {
    const made = html('select', `nx-${side}`);
    made.setAttribute('aria-label', side === 'x' ? 'Axis across' : 'Axis up');
    FIELDS.forEach(field => made.append(new Option(titled(field, about), field)));
    made.addEventListener('change', () => this.callbacks.turn(side, made.value as Field));
    return made;
  }
}
