/** The gutters of a cell: only lines that are seen get elements. */
import { type Extension, StateEffect, StateField } from '@codemirror/state';
import { Decoration, type DecorationSet, EditorView, GutterMarker, gutter } from '@codemirror/view';

import { bytesText, percent } from '../numbers';
import type { LineTier } from './data';
import { bar, tierMark } from './drawing';
import { lineAt, placed, type Placed } from './lines';
import { type Words, allocatedText, described, heatText } from './model';

/** The lines that were compiled as one, while somebody reads about them. Lines of the text that ran. */
export const setRegion = StateEffect.define<{ first: number; last: number } | null>();

export function tierGutters(words: Words, explain: (view: EditorView, from: number) => void): Extension {
  const isChanged = { lineMarkerChange: (update: { startState: EditorView['state']; state: EditorView['state'] }) => update.startState.field(placed) !== update.state.field(placed) };
  return [
    placed,
    region,
    gutter({
      class: 'noodle-tiers',
      renderEmptyElements: false,
      lineMarker: (view, line) => at(view, line.from, (ran, value) => tierOf(value, ran, words)),
      ...isChanged,
      domEventHandlers: {
        // Not when the button goes down: then the notebook takes the focus for the cell.
        click: (view, line) => {
          if (!at(view, line.from, (ran, value) => tierOf(value, ran, words))) {
            return false;
          }
          explain(view, line.from);
          return true;
        }
      }
    }),
    gutter({ class: 'noodle-heat', lineMarker: (view, line) => at(view, line.from, (ran, value) => heatOf(value, ran, words)), ...isChanged }),
    gutter({ class: 'noodle-memory', lineMarker: (view, line) => at(view, line.from, (ran, value) => memoryOf(value, ran, words)), ...isChanged })
  ];
}

class TierMarker extends GutterMarker {
  constructor(
    private readonly row: LineTier,
    private readonly isStale: boolean,
    private readonly words: Words
  ) {
    super();
  }

  override eq(other: TierMarker): boolean {
    return other.row === this.row && other.isStale === this.isStale;
  }

  override toDOM(): HTMLElement {
    const { row, isStale, words } = this;
    return tierMark(row.tier, described(row, isStale, words), row.tier === 'vm' && row.notes.length === 0, isStale);
  }
}

class BarMarker extends GutterMarker {
  constructor(
    private readonly kind: 'time' | 'memory',
    private readonly share: number,
    private readonly label: string,
    private readonly text: string,
    private readonly isStale: boolean
  ) {
    super();
  }

  override eq(other: BarMarker): boolean {
    return other.share === this.share && other.label === this.label && other.isStale === this.isStale;
  }

  override toDOM(): HTMLElement {
    return bar(this.kind, this.share, this.label, this.text, this.isStale);
  }
}

function at(view: EditorView, from: number, make: (ran: number, value: Placed) => GutterMarker | null): GutterMarker | null {
  const value = view.state.field(placed);
  const ran = value && lineAt(value, from);
  return value && ran !== null ? make(ran, value) : null;
}

function tierOf(value: Placed, ran: number, words: Words): GutterMarker | null {
  const row = value.marks.lines.get(ran);
  return row ? new TierMarker(row, value.isStale, words) : null;
}

function heatOf(value: Placed, ran: number, words: Words): GutterMarker | null {
  const share = value.marks.heat.get(ran);
  return share === undefined ? null : new BarMarker('time', share, percent(share), heatText(share, words), value.isStale);
}

function memoryOf(value: Placed, ran: number, words: Words): GutterMarker | null {
  const bytes = value.marks.allocated.get(ran);
  if (bytes === undefined) {
    return null;
  }
  const most = Math.max(...value.marks.allocated.values());
  return new BarMarker('memory', bytes / most, bytesText(bytes), allocatedText(bytes, words), value.isStale);
}

const regionLine = Decoration.line({ class: 'noodle-region' });

const region = StateField.define<DecorationSet>({
  create: () => Decoration.none,
  update: (lines, done) => {
    for (const effect of done.effects) {
      if (effect.is(setRegion)) {
        return effect.value ? decorated(done.state.field(placed), effect.value) : Decoration.none;
      }
    }
    return done.docChanged ? lines.map(done.changes) : lines;
  },
  provide: field => EditorView.decorations.from(field)
});

function decorated(value: Placed | null, { first, last }: { first: number; last: number }): DecorationSet {
  const found: ReturnType<typeof regionLine.range>[] = [];
  const cursor = value?.at.iter();
  while (cursor?.value) {
    if (cursor.value.line >= first && cursor.value.line <= last) {
      found.push(regionLine.range(cursor.from));
    }
    cursor.next();
  }
  return Decoration.set(found);
}
