/** Requests to the server part, typed by its OpenAPI document (`make schema`), sent as JupyterLab
 * sends its own: same origin, its token or its cookie with XSRF. */
import { ServerConnection } from '@jupyterlab/services';

import { errorOf, understood, unreachable } from './errors';
import type { components, paths } from './schema';

export type Schemas = components['schemas'];
type Method = 'get' | 'post' | 'put' | 'patch' | 'delete';
type With<M extends Method> = {
  [P in keyof paths]: paths[P] extends Record<M, { responses: unknown }> ? P : never;
}[keyof paths];
type Json<R> = R extends { content: { 'application/json': infer J } } ? J : undefined;
type Success = 200 | 201 | 202 | 204;
type Answer<O> = O extends { responses: infer R } ? { [S in keyof R]: S extends Success ? Json<R[S]> : never }[keyof R] : never;
type Query<O> = O extends { parameters: { query?: infer Q } } ? Partial<NonNullable<Q>> : never;
type Body<O> = O extends { requestBody?: { content: { 'application/json': infer B } } } ? B : never;

interface Given<O> {
  path?: Record<string, string | number>;
  query?: Query<O>;
  body?: Body<O>;
  /** The same key makes the same thing once. */
  key?: string;
  bytes?: { piece: Blob; range: string };
}

export class ServerClient {
  constructor(readonly settings: ServerConnection.ISettings) {}

  /** Throws a ServerError. */
  async call<M extends Method, P extends With<M>>(method: M, path: P, given: Given<paths[P][M]> = {}): Promise<Answer<paths[P][M]>> {
    const response = await this.send(method, this.url(path, given.path, given.query), given);
    return (response.status === 204 ? undefined : understood(await response.json().catch(() => null))) as Answer<paths[P][M]>;
  }

  /** The bytes of a file. */
  async file(path: keyof paths, names: Record<string, string | number>): Promise<Response> {
    return this.send('get', this.url(path, names), {});
  }

  /** Where something is, to be saved by the browser itself. */
  url(path: string, names: Record<string, string | number> = {}, query: object = {}): string {
    const place = path.replace(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(String(names[name] ?? '')));
    const asked = Object.entries(query).filter(([, value]) => value !== null && value !== undefined);
    const text = new URLSearchParams(asked.map(([name, value]) => [name, String(value)])).toString();
    return `${this.settings.baseUrl.replace(/\/$/, '')}/noodle${place}${text ? `?${text}` : ''}`;
  }

  private async send(method: Method, url: string, given: Given<never>): Promise<Response> {
    const headers: Record<string, string> = {};
    if (given.key) {
      headers['Idempotency-Key'] = given.key;
    }
    // Not 'no-store', with which JupyterLab adds a query of its own, which the server refuses.
    const init: RequestInit = { method: method.toUpperCase(), headers, cache: 'no-cache' };
    if (given.bytes) {
      headers['Content-Type'] = 'application/octet-stream';
      headers['Content-Range'] = given.bytes.range;
      init.body = given.bytes.piece;
    } else if ('body' in given) {
      headers['Content-Type'] = 'application/json';
      init.body = JSON.stringify(given.body);
    }
    let response: Response;
    try {
      response = await ServerConnection.makeRequest(url, init, this.settings);
    } catch (thrown) {
      throw unreachable(thrown);
    }
    if (!response.ok) {
      throw errorOf(response.status, await response.json().catch(() => null));
    }
    return response;
  }
}

/** Has the browser save what lies at an address; it streams, whatever the size. */
export function save(url: string, name: string): void {
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  document.body.append(link);
  link.click();
  link.remove();
}
