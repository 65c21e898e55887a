/** Keeps page and kernel of one mind about breakpoints' extras: after an edit, which gives the text
 * another name in the kernel, after a restart, which empties it, and after a reload of the page. */
import type { CodeMirrorEditor } from '@jupyterlab/codemirror';
import type { IDebugger } from '@jupyterlab/debugger';
import type { TranslationBundle } from '@jupyterlab/translation';

import type { About, IKernelLink } from '../tokens';
import { badges, extrasOf, hasBadges, keep } from './badges';
import { type Extra, type Kept, isEmpty, isPending, plan } from './model';

const NOTHING: Extra = { condition: '', hits: '', message: '' };

/** An editor of a cell or file, and the way to the kernel that runs it. */
export interface Target {
  editor: CodeMirrorEditor;
  link: IKernelLink;
}

interface Watched extends Target {
  told: string | null;
  /** The kernel that was told. */
  about: About | null;
}

export class Syncing {
  constructor(private readonly _debugging: IDebugger, private readonly _trans: TranslationBundle) {
    const { breakpoints } = _debugging.model;
    breakpoints.changed.connect(this.soon, this);
    breakpoints.restored.connect(this.soon, this);
  }

  watch({ editor, link }: Target): Watched {
    const known = this._watched.get(editor);
    if (known) {
      return known;
    }
    const found: Watched = { editor, link, told: null, about: null };
    this._watched.set(editor, found);
    link.changed.connect(this.soon, this); // once for all cells of a notebook
    return found;
  }

  /** Sets what is said of a line, of which the kernel knows, and its breakpoint where there is none. */
  set(target: Target, line: number, extra: Extra): Promise<void> {
    const each = this.watch(target);
    return this._next(async () => {
      await this._sync(each);
      const code = sourceOf(target);
      const others = this._points(code);
      this._keep(target, [{ line, extra }]);
      [each.told, each.about] = [code, each.link.about];
      const has = others.some(point => point.line === line);
      const here = { line, verified: true } as IDebugger.IBreakpoint;
      await this._debugging.updateBreakpoints(code, has ? others : [...others, here]);
    });
  }

  /** Looks at all editors; a change that comes meanwhile is looked at behind it. */
  soon(): void {
    if (this._isDue || !this._debugging.isStarted) {
      return;
    }
    this._isDue = true;
    void this._next(async () => {
      this._isDue = false;
      for (const each of [...this._watched.values()]) {
        if (each.editor.isDisposed) {
          this._watched.delete(each.editor);
        } else if (each.link.about) {
          await this._sync(each).catch(() => (each.told = null)); // a kernel that goes: again with the next
        }
      }
    });
  }

  /** One after the other: JupyterLab's breakpoints are not whole while it sets some. */
  private _next(work: () => Promise<void>): Promise<void> {
    const done = this._last.then(work);
    this._last = done.catch(() => undefined);
    return done;
  }

  private async _sync(each: Watched): Promise<void> {
    const { editor, link } = each;
    const code = sourceOf(each);
    const told = each.about === link.about ? each.told : null;
    const known = this._points(code);
    const lines = known.flatMap(({ line }) => (line === undefined ? [] : [line]));
    if (isPending(told, code, lines)) {
      return;
    }
    const { forget, tell, ask } = plan(told, code, lines, extrasOf(editor.state));
    [each.told, each.about] = [code, link.about];
    this._keep(each, forget.map(line => ({ line, extra: NOTHING })));
    for (const { line, extra } of tell) {
      await link.request('breakpoint_condition', { code, line, ...extra });
    }
    for (const line of ask) {
      const extra = await link.request<Extra>('breakpoint_condition', { code, line });
      if (!isEmpty(extra) && sourceOf(each) === code) {
        this._keep(each, [{ line, extra }]);
      }
    }
    // The kernel sets them anew. Not after an edit: JupyterLab would lose those it has not sent yet.
    if (tell.length && sourceOf(each) === code) {
      await this._debugging.updateBreakpoints(code, known);
    }
  }

  /** Most editors never have any: they are left as they are. */
  private _keep({ editor }: Target, kept: readonly Kept[]): void {
    if (kept.length && !hasBadges(editor.state)) {
      editor.injectExtension(badges(this._trans));
    }
    keep(editor.editor, kept);
  }

  private _points(code: string): IDebugger.IBreakpoint[] {
    return this._debugging.model.breakpoints.getBreakpoints(this._debugging.getCodeId(code));
  }

  private readonly _watched = new Map<CodeMirrorEditor, Watched>();
  private _isDue = false;
  private _last: Promise<void> = Promise.resolve();
}

function sourceOf({ editor }: Target): string {
  return editor.model.sharedModel.getSource();
}
