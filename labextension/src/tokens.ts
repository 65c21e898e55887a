/** What features offer each other: tokens, and the interfaces behind them. */
import type { ISessionContext } from '@jupyterlab/apputils';
import { Token } from '@lumino/coreutils';
import type { IDisposable } from '@lumino/disposable';
import type { ISignal } from '@lumino/signaling';

import type { ServerClient } from './server/client';
import type { ServerError, Trouble } from './server/errors';
import type { EventSocket } from './server/socket';

/** What a kernel says when it is first asked: noodle_kernel/live/methods.py, `about`. */
export interface About {
  protocol: number;
  version: string;
  names: string[];
  types: string[];
  decorators?: string[];
  cellMagics?: string[];
}

/** A NoodleError as kernels and servers send it. */
export interface Refusal {
  code: string;
  message: string;
  hint: string | null;
  notes?: string[];
}

export interface KernelEvent {
  event: string;
  data: unknown;
}

/** The way to the Noodle kernel of one notebook, console or editor; it outlives kernels. */
export interface IKernelLink extends IDisposable {
  /** Null while there is no Noodle kernel that answers. */
  readonly about: About | null;
  /** A kernel came or went. */
  readonly changed: ISignal<IKernelLink, About | null>;
  /** What the kernel tells every page, `ready` left out. */
  readonly events: ISignal<IKernelLink, KernelEvent>;
  /** Rejects with a `RequestError` where the kernel refuses, is away or does not answer in time. */
  request<Result>(method: string, params?: object, timeoutMs?: number): Promise<Result>;
}

export interface INoodleKernels {
  /** The link of a session; the same one whoever asks. */
  of(session: ISessionContext): IKernelLink;
}

export const INoodleKernels = new Token<INoodleKernels>(
  'noodle-labextension:INoodleKernels',
  'The ways to the Noodle kernels of notebooks, consoles and editors.'
);

/** Whether Noodle's server extension is there; `error` says why not. */
export interface ServerState {
  kind: 'unknown' | 'on' | Exclude<Trouble, 'refused'>;
  version: string;
  error: ServerError | null;
}

/** Noodle's server extension, which a Jupyter server may lack. */
export interface INoodleServer {
  readonly client: ServerClient;
  readonly events: EventSocket;
  readonly state: ServerState;
  readonly changed: ISignal<INoodleServer, ServerState>;
  /** Looks whether it is there, now. */
  check(): Promise<ServerState>;
}

export const INoodleServer = new Token<INoodleServer>(
  'noodle-labextension:INoodleServer',
  'Requests to the server extension of Noodle, and events from it.'
);
