/** Problems as CodeMirror draws them: a squiggle, a hover, a button for each fix. */
import { type Action, type Diagnostic, setDiagnostics } from '@codemirror/lint';
import type { EditorView } from '@codemirror/view';
import type { TranslationBundle } from '@jupyterlab/translation';

import { openCard } from '../card';
import type { Fix, Problem } from './data';
import type { Place } from './model';

/** More buttons than the compiler's fixes: what can be done in the notebook. */
export type ActionsOf = (problem: Problem) => readonly Action[];

/** Tells people who cannot see where the cursor went. */
export type Say = (text: string) => void;

export function draw(view: EditorView, text: string, problems: readonly Problem[], actionsOf: ActionsOf, trans: TranslationBundle): void {
  const end = view.state.doc.length;
  const shown = problems.map(
    (problem): Diagnostic => ({
      from: Math.min(problem.from, end),
      to: Math.min(Math.max(problem.to, problem.from), end),
      severity: problem.severity,
      source: problem.code,
      message: textOf(problem, trans),
      actions: [...(problem.fixes ?? []).map(fix => ({ name: nameOf(fix, trans), apply: () => void applyFix(view, text, fix) })), ...actionsOf(problem)]
    })
  );
  view.dispatch(setDiagnostics(view.state, shown));
}

/** Whether it was applied: not where the text is another by now; then a new check is under way. */
export function applyFix(view: EditorView, text: string, fix: Fix): boolean {
  if (view.state.doc.toString() !== text || view.state.readOnly) {
    return false;
  }
  view.dispatch({
    changes: fix.edits.map(({ from, to, text: insert }) => ({ from, to, insert })),
    userEvent: 'input.fix',
    scrollIntoView: true
  });
  view.focus();
  return true;
}

/** What a problem says, line by line. */
export function textOf(problem: Problem, trans: TranslationBundle): string {
  const lines = [problem.message, ...problem.notes];
  if (problem.hint && problem.severity !== 'info') {
    lines.push(trans.__('hint: %1', problem.hint));
  }
  return lines.join('\n');
}

/** Puts the cursor to a problem, its text beside it, and says which one it is. */
export function goTo(view: EditorView, { problem, number, total }: Place, say: Say, trans: TranslationBundle): void {
  const anchor = Math.min(problem.from, view.state.doc.length);
  const text = textOf(problem, trans);
  view.focus();
  view.dispatch({ selection: { anchor }, scrollIntoView: true });
  openCard(view, anchor, cardOf(text, problem.severity));
  say(trans.__('Problem %1 of %2: %3', `${number}`, `${total}`, text));
}

/** Applies the first fix of the problems at the cursor, and says what came of it. `text` is what they
 * were found in. */
export function fixAtCursor(view: EditorView, text: string, problems: readonly Problem[], say: Say, trans: TranslationBundle): void {
  const at = view.state.selection.main.head;
  const here = problems.filter(problem => problem.from <= at && at <= problem.to);
  const found = here.flatMap(problem => problem.fixes ?? [])[0];
  const isDone = found !== undefined && applyFix(view, text, found);
  say(isDone ? trans.__('Fixed: %1', found.title) : trans.__('There is no fix for this place'));
}

function cardOf(text: string, severity: string): HTMLElement {
  const dom = document.createElement('div');
  dom.className = `noodle-problem-card noodle-problem-${severity}`;
  dom.textContent = text;
  return dom;
}

/** The compiler speaks English; a button begins with a capital. */
function nameOf(fix: Fix, trans: TranslationBundle): string {
  const title = trans.__(fix.title);
  return /^(import|from) /.test(title) ? trans.__('Add "%1"', title) : title.charAt(0).toUpperCase() + title.slice(1);
}
