/** What the server's WebSocket says and is told: server_extension/noodle_server/ws. No socket here. */

/** Something that happened; `seq` numbers all events in order. */
export interface ServerEvent {
  seq: number;
  topic: string;
  kind: string;
  payload: Record<string, unknown>;
  at: string | number;
}

export type Heard = (event: ServerEvent) => void;

export type Said =
  | { type: 'hello'; seq: number }
  | { type: 'event'; event: ServerEvent }
  | { type: 'live'; event: ServerEvent }
  | { type: 'error'; error_code: string; error_message: string }
  | { type: 'other' };

/** A message from the server; whatever it is not, it is no event. */
export function read(text: unknown): Said {
  let made: unknown;
  try {
    made = typeof text === 'string' ? JSON.parse(text) : null;
  } catch {
    made = null;
  }
  const said = (made ?? {}) as Record<string, unknown>;
  if (said['type'] === 'hello' && typeof said['seq'] === 'number') {
    return { type: 'hello', seq: said['seq'] };
  }
  if (said['type'] === 'event' && isEvent(said['event'])) {
    return { type: 'event', event: said['event'] };
  }
  const live = { seq: 0, ...(said['event'] as object | undefined) };
  if (said['type'] === 'live' && isEvent(live)) {
    return { type: 'live', event: live };
  }
  if (said['type'] === 'error') {
    return { type: 'error', error_code: String(said['error_code']), error_message: String(said['error_message']) };
  }
  return { type: 'other' };
}

function isEvent(given: unknown): given is ServerEvent {
  const event = given as ServerEvent | null;
  return typeof event === 'object' && event !== null && typeof event.seq === 'number' && typeof event.topic === 'string' && typeof event.kind === 'string' && typeof event.payload === 'object';
}

/** Who listens to what, and up to which event this page has heard. Events that come again after the
 * connection was lost are told once. */
export class Subscriptions {
  /** The number of the last event; null before the first connection. */
  last: number | null = null;
  private readonly listeners = new Map<string, { kinds: string[] | null; heard: Heard }[]>();
  private seen = new Set<number>();

  /** Null `kinds` are all. */
  add(topic: string, kinds: string[] | null, heard: Heard): () => void {
    const row = { kinds, heard };
    this.listeners.set(topic, [...(this.listeners.get(topic) ?? []), row]);
    return () => {
      const left = (this.listeners.get(topic) ?? []).filter(each => each !== row);
      if (left.length) {
        this.listeners.set(topic, left);
      } else {
        this.listeners.delete(topic);
      }
    };
  }

  get topics(): string[] {
    return [...this.listeners.keys()];
  }

  /** What to tell the server when it is there: all topics, and once from where on. */
  commands(): object[] {
    const made: object[] = this.topics.map(topic => this.command(topic));
    const final = made.at(-1);
    return final && this.last !== null ? [...made.slice(0, -1), { ...final, after: this.last }] : made;
  }

  /** One topic, with the kinds that anybody wants of it. */
  command(topic: string): object {
    const rows = this.listeners.get(topic) ?? [];
    const isAll = rows.some(each => each.kinds === null);
    const kinds = [...new Set(rows.flatMap(each => each.kinds ?? []))].sort();
    return { type: 'subscribe', topics: [topic], ...(isAll ? {} : { kinds }) };
  }

  begin(seq: number): void {
    this.last ??= seq;
  }

  tell(event: ServerEvent): void {
    if (this.seen.has(event.seq)) {
      return;
    }
    this.note(event.seq);
    this.pass(event);
  }

  /** What is of this moment alone: it has no number, and never comes again. */
  pass(event: ServerEvent): void {
    const stem = event.topic.split('/', 1)[0];
    for (const topic of [event.topic, `${stem}/*`]) {
      for (const { kinds, heard } of this.listeners.get(topic) ?? []) {
        if (kinds === null || kinds.includes(event.kind)) {
          heard(event);
        }
      }
    }
  }

  private note(seq: number): void {
    this.last = Math.max(this.last ?? 0, seq);
    this.seen.add(seq);
    if (this.seen.size > 20_000) {
      this.seen = new Set([...this.seen].slice(-10_000));
    }
  }
}
