/** Completion over the link to the kernel, so that it comes while a cell runs. */
import type { CompletionHandler, Completer, ICompletionContext, ICompletionProvider } from '@jupyterlab/completer';

import type { Card } from '../hover/data';
import type { IKernelLink } from '../tokens';
import type { Completed } from './data';
import { helpOf, replyOf, withCandidate } from './model';

/** JupyterLab drops later answers. */
const TIMEOUT_MS = 900;

export class NoodleCompletion implements ICompletionProvider {
  readonly identifier = 'CompletionProvider:noodle';
  /** Above those of JupyterLab itself. */
  readonly rank = 1000;
  readonly renderer = null;

  constructor(private readonly linkOf: (context: ICompletionContext) => IKernelLink | null) {}

  isApplicable(context: ICompletionContext): Promise<boolean> {
    return Promise.resolve(this.linkOf(context) !== null);
  }

  async fetch(request: CompletionHandler.IRequest, context: ICompletionContext): Promise<CompletionHandler.ICompletionItemsReply> {
    const link = this.linkOf(context);
    const nothing = { start: request.offset, end: request.offset, items: [] };
    if (!link) {
      return nothing;
    }
    const asked = { code: request.text, offset: request.offset };
    const found = await link.request<Completed>('complete', asked, TIMEOUT_MS).catch(() => null);
    return found ? replyOf(found) : nothing;
  }

  /** Help for the candidate in view. */
  async resolve(item: CompletionHandler.ICompletionItem, context: ICompletionContext, patch?: Completer.IPatch | null): Promise<CompletionHandler.ICompletionItem> {
    const link = this.linkOf(context);
    const text = context.editor?.model.sharedModel.getSource();
    if (!link || text === undefined || !patch) {
      return item;
    }
    const asked = withCandidate(text, patch.start, patch.end, patch.value);
    const card = await link.request<Card | null>('hover', asked, TIMEOUT_MS).catch(() => null);
    const documentation = helpOf(card);
    return documentation === undefined ? item : { ...item, documentation };
  }
}
