/** What a bundle of an output shows where nothing of it is live. Knows no page. */
import type { ReadonlyPartialJSONObject } from '@lumino/coreutils';

/** A widget that needs its kernel. */
export const LIVE = 'application/vnd.jupyter.widget-view+json';

/** The bundle without its live part, where a picture is left; else null: a line of text is no
 * picture, and `application/...` may be live too. */
export function still(data: ReadonlyPartialJSONObject): ReadonlyPartialJSONObject | null {
  const live = data[LIVE] as { model_id?: unknown } | null | undefined;
  if (typeof live !== 'object' || live === null || live.model_id === '') {
    return null; // no widget, or one that was closed on purpose
  }
  const kept = Object.entries(data).filter(([type]) => type.startsWith('image/') || type.startsWith('text/'));
  const isPicture = kept.some(([type]) => type.startsWith('image/') || type === 'text/html');
  return isPicture ? Object.fromEntries(kept) : null;
}
