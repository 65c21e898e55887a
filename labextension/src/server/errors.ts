/** What goes wrong between a page and the server, told apart by what the reader can do about it. */

/** `missing`: there is no server part; `denied`: sign in, or ask for the right; `refused`: the server
 * answered with an error of its own; `failing`: it is there, but ill. */
export type Trouble = 'missing' | 'denied' | 'unreachable' | 'refused' | 'failing';

export class ServerError extends Error {
  constructor(
    readonly trouble: Trouble,
    message: string,
    readonly code: string | null = null,
    readonly hint: string | null = null,
    readonly requestId: string | null = null,
    readonly status = 0
  ) {
    super(message);
    this.name = 'ServerError';
  }

  /** The code first, as it is looked up by it. */
  get line(): string {
    return this.code ? `${this.code}: ${this.message}` : this.message;
  }
}

/** An answer that is no success. The server's own errors have one shape; others are a proxy's. */
export function errorOf(status: number, body: unknown): ServerError {
  const given = (body ?? {}) as Record<string, unknown>;
  const code = text(given['error_code']);
  const trouble = troubleOf(status, code);
  const message = text(given['error_message']) ?? text(given['message']) ?? `the server answered ${status}`;
  const details = (given['details'] ?? {}) as Record<string, unknown>;
  return new ServerError(trouble, message, code, text(details['hint']), text(given['request_id']), status);
}

/** An answer as it came, where it is an object at all, and its list one of objects; what another
 * server or another version of it says is an error here, not in the middle of a panel. */
export function understood(answer: unknown): object {
  const items: unknown = isObject(answer) && 'items' in answer ? answer.items : [];
  if (!isObject(answer) || !Array.isArray(items) || !items.every(isObject)) {
    throw new ServerError('failing', 'the server answered what this page does not understand: are both of the same version?');
  }
  return answer;
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** What was thrown on the way, as one of ours. */
export function unreachable(thrown: unknown): ServerError {
  if (thrown instanceof ServerError) {
    return thrown;
  }
  const said = thrown instanceof Error ? thrown.message : String(thrown);
  return new ServerError('unreachable', `the server cannot be reached: ${said}`);
}

function troubleOf(status: number, code: string | null): Trouble {
  if (status === 401 || status === 403) {
    return 'denied';
  }
  if (status === 404 && code === null) {
    return 'missing';
  }
  return status >= 500 ? 'failing' : 'refused';
}

function text(value: unknown): string | null {
  return typeof value === 'string' && value !== '' ? value : null;
}
