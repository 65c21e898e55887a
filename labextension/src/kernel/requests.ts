/** Requests that wait for their answers, told apart by a number. Knows no page and no kernel. */
import type { About, KernelEvent, Refusal } from '../tokens';

/** Why there is no result. `refusal.code` is the kernel's, or "away" or "late". */
export class RequestError extends Error {
  constructor(readonly refusal: Refusal) {
    super(refusal.message);
    this.name = 'RequestError';
  }
}

interface Waiting {
  resolve(result: unknown): void;
  reject(error: RequestError): void;
  timer: ReturnType<typeof setTimeout>;
}

export class Requests {
  private next = 1;
  private readonly waiting = new Map<number, Waiting>();

  static away(): RequestError {
    return new RequestError({ code: 'away', message: 'there is no Noodle kernel', hint: null });
  }

  ask<Result>(method: string, params: object, timeoutMs: number, send: (request: { id: number; method: string; params: never }) => void): Promise<Result> {
    const id = this.next++;
    return new Promise<Result>((resolve, reject) => {
      const timer = setTimeout(() => {
        this.waiting.delete(id);
        const message = `the kernel did not answer ${method} in ${timeoutMs} ms`;
        reject(new RequestError({ code: 'late', message, hint: null }));
      }, timeoutMs);
      this.waiting.set(id, { resolve: result => resolve(result as Result), reject, timer });
      try {
        send({ id, method, params: params as never });
      } catch {
        this.waiting.delete(id);
        clearTimeout(timer);
        reject(Requests.away());
      }
    });
  }

  /** Takes whatever a kernel sent; what nobody waits for is dropped. */
  answered(data: unknown): void {
    const answer = data as { id?: number; result?: unknown; error?: unknown } | null;
    const waiting = typeof answer?.id === 'number' ? this.waiting.get(answer.id) : undefined;
    if (!answer || !waiting) {
      return;
    }
    this.waiting.delete(answer.id as number);
    clearTimeout(waiting.timer);
    if (answer.error !== undefined && answer.error !== null) {
      waiting.reject(new RequestError(refusal(answer.error)));
    } else {
      waiting.resolve(answer.result);
    }
  }

  /** The kernel has gone: nobody will answer. */
  forget(): void {
    for (const waiting of this.waiting.values()) {
      clearTimeout(waiting.timer);
      waiting.reject(Requests.away());
    }
    this.waiting.clear();
  }
}

/** What a kernel sent as an error, whatever it is. */
function refusal(error: unknown): Refusal {
  const { code, message, hint } = error as Record<string, unknown>;
  return {
    ...(error as object),
    code: typeof code === 'string' ? code : 'unknown',
    message: typeof message === 'string' ? message : `the kernel sent an error without a message: ${JSON.stringify(error)}`,
    hint: typeof hint === 'string' ? hint : null
  };
}

/** Whether that is what a kernel says of itself. */
export function isAbout(data: unknown): data is About {
  const about = data as Partial<About> | null | undefined;
  const isWords = (words: unknown) => Array.isArray(words) && words.every(word => typeof word === 'string');
  return typeof about?.protocol === 'number' && typeof about.version === 'string' && isWords(about.names) && isWords(about.types);
}

export function isEvent(data: unknown): data is KernelEvent {
  return typeof data === 'object' && data !== null && typeof (data as KernelEvent).event === 'string';
}
