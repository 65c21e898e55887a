/** The stepper: a cell run one instruction at a time, in a panel beside its notebook. */
import type { JupyterFrontEnd, JupyterFrontEndPlugin } from '@jupyterlab/application';
import { ICommandPalette, MainAreaWidget } from '@jupyterlab/apputils';
import type { Cell } from '@jupyterlab/cells';
import type { CodeMirrorEditor } from '@jupyterlab/codemirror';
import { INotebookTracker, type NotebookPanel } from '@jupyterlab/notebook';
import { ITranslator, nullTranslator, type TranslationBundle } from '@jupyterlab/translation';

import { noodleIcon } from '../language/plugin';
import { INoodleKernels, type IKernelLink } from '../tokens';
import type { Command } from './data';
import { mark } from './marks';
import { StepperModel } from './model';
import { StepperView } from './view';

const STEP_CELL = 'noodle:step-cell';

const plugin: JupyterFrontEndPlugin<void> = {
  id: 'noodle-labextension:stepper',
  description: 'A cell run one instruction at a time: instructions, stack, variables.',
  autoStart: true,
  requires: [INotebookTracker, INoodleKernels],
  optional: [ITranslator, ICommandPalette],
  activate: (
    app: JupyterFrontEnd,
    notebooks: INotebookTracker,
    kernels: INoodleKernels,
    translator: ITranslator | null,
    palette: ICommandPalette | null
  ) => {
    const trans = (translator ?? nullTranslator).load('noodle');
    const panels = new Map<NotebookPanel, StepperPanel>();
    app.commands.addCommand(STEP_CELL, {
      label: trans.__('Step Through Cell'),
      caption: trans.__('Run the cell one instruction at a time, with its stack and variables in sight'),
      icon: noodleIcon,
      isEnabled: () => {
        const panel = notebooks.currentWidget;
        return panel?.content.activeCell?.model.type === 'code' && kernels.of(panel.sessionContext).about !== null;
      },
      execute: () => {
        const panel = notebooks.currentWidget;
        const cell = panel?.content.activeCell;
        if (panel && cell?.model.type === 'code') {
          open(app, panels, panel, cell, kernels.of(panel.sessionContext), trans);
        }
      }
    });
    notebooks.activeCellChanged.connect(() => app.commands.notifyCommandChanged(STEP_CELL));
    palette?.addItem({ command: STEP_CELL, category: trans.__('Noodle') });
    addStepping(app, panels, trans);
  }
};

/** A panel with the cell that it shows. */
class StepperPanel extends MainAreaWidget<StepperView> {
  cell: Cell | null = null;

  /** Shows where the cell stands in its editor too. */
  readonly follow = (): void => {
    const model = this.content.current;
    const { state } = model;
    const place = state?.status === 'ready' && state.from !== undefined && state.to !== undefined ? { from: state.from, to: state.to } : null;
    mark((this.cell?.editor as CodeMirrorEditor | null | undefined) ?? null, model.code, place);
  };

  show_(cell: Cell, model: StepperModel): void {
    this.leave();
    this.cell = cell;
    this.content.show_(model);
    model.changed.connect(this.follow);
    void model.open(this.content.wantsReal);
  }

  leave(): void {
    const model = this.content.current;
    model.changed.disconnect(this.follow);
    mark((this.cell?.editor as CodeMirrorEditor | null | undefined) ?? null, model.code, null);
    void model.close();
  }
}

function open(
  app: JupyterFrontEnd,
  panels: Map<NotebookPanel, StepperPanel>,
  notebook: NotebookPanel,
  cell: Cell,
  link: IKernelLink,
  trans: TranslationBundle
): void {
  const model = new StepperModel(cell.model.sharedModel.getSource(), (method, params) => link.request(method, params));
  let panel = panels.get(notebook);
  if (!panel || panel.isDisposed) {
    panel = new StepperPanel({ content: new StepperView(model, trans) });
    panel.title.label = trans.__('Stepper: %1', notebook.title.label);
    panel.title.icon = noodleIcon;
    const made = panel;
    const lost = () => {
      if (!link.about) {
        made.content.current.lose({ code: '', message: trans.__('The kernel is gone.'), hint: trans.__('Restart the stepper when it is back.') });
      }
    };
    link.changed.connect(lost);
    const end = () => made.dispose();
    notebook.disposed.connect(end);
    panel.disposed.connect(() => {
      notebook.disposed.disconnect(end);
      link.changed.disconnect(lost);
      made.leave();
      panels.delete(notebook);
    });
    panels.set(notebook, panel);
    app.shell.add(panel, 'main', { mode: 'split-right', ref: notebook.id });
  }
  panel.show_(cell, model);
  app.shell.activateById(panel.id);
}

/** The panel's own commands, for shortcuts. */
function addStepping(app: JupyterFrontEnd, panels: Map<NotebookPanel, StepperPanel>, trans: TranslationBundle): void {
  const active = () => [...panels.values()].find(panel => panel.node.contains(document.activeElement) || panel === app.shell.currentWidget);
  const labels: [Command, string][] = [
    ['next', trans.__('Step One Instruction')],
    ['next_line', trans.__('Step to the Next Line')],
    ['over_line', trans.__('Step Over')],
    ['out', trans.__('Step Out')],
    ['run', trans.__('Run the Stepper to the End')]
  ];
  for (const [command, label] of labels) {
    app.commands.addCommand(`noodle:step-${command.replace('_', '-')}`, {
      label,
      isEnabled: () => active()?.content.current.canStep ?? false,
      execute: () => active()?.content.current.step(command)
    });
  }
}

export default plugin;
