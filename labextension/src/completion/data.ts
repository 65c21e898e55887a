/** What could stand at the cursor: noodle_kernel/live/completing.py. Offsets are UTF-16. */
export interface Completed {
  from: number;
  to: number;
  items: Candidate[];
  more: boolean;
}

export interface Candidate {
  text: string;
  type: string;
  signature: string;
}
