/** What the kernel says of a word: noodle_kernel/live/hovering.py. Offsets are UTF-16. */
export interface Card {
  from: number;
  to: number;
  /** As code: `x: f64[3, 4]`. */
  title: string;
  text: string;
  /** The beginning of the value, where there is one. */
  preview: string | null;
}
