/** The link: one comm while a Noodle kernel is there, and nothing of an old kernel in a new one. */
import type { ISessionContext } from '@jupyterlab/apputils';
import { Signal } from '@lumino/signaling';
import { beforeEach, describe, expect, it, vi } from 'vitest';

import { KernelLink, PROTOCOL } from '../src/kernel/link';
import type { About, KernelEvent } from '../src/tokens';

const ABOUT: About = { protocol: PROTOCOL, version: '1', names: ['print'], types: ['i64'] };

/** A comm as JupyterLab has it; what was sent is kept. */
class Comm {
  isDisposed = false;
  opened: unknown;
  sent: { id: number; method: string }[] = [];
  onMsg: (message: unknown) => void = () => undefined;
  onClose: () => void = () => undefined;

  open(data: unknown): void {
    this.opened = data;
  }

  send(data: { id: number; method: string }): void {
    this.sent.push(data);
  }

  dispose(): void {
    this.isDisposed = true;
  }

  tell(data: unknown): void {
    this.onMsg({ content: { data } });
  }
}

class Kernel {
  comms: Comm[] = [];
  info: Promise<{ implementation: string }>;

  constructor(
    implementation = 'noodle',
    public status = 'idle'
  ) {
    this.info = Promise.resolve({ implementation });
  }

  createComm(target: string): Comm {
    expect(target).toBe('noodle.lab');
    const made = new Comm();
    this.comms.push(made);
    return made;
  }

  get comm(): Comm {
    return this.comms.at(-1) ?? expect.fail('no comm');
  }
}

class Session {
  kernelChanged = new Signal<this, unknown>(this);
  statusChanged = new Signal<this, unknown>(this);
  disposed = new Signal<this, undefined>(this);
  session: { kernel: Kernel | null } = { kernel: null };

  async start(kernel: Kernel | null): Promise<void> {
    this.session = { kernel };
    this.kernelChanged.emit(null);
    await settled();
  }

  async say(status: string): Promise<void> {
    if (this.session.kernel) {
      this.session.kernel.status = status;
    }
    this.statusChanged.emit(status);
    await settled();
  }
}

async function settled(): Promise<void> {
  await new Promise(done => setTimeout(done));
}

describe('KernelLink', () => {
  let session: Session;
  let link: KernelLink;
  let changes: (About | null)[];
  let events: KernelEvent[];

  beforeEach(() => {
    session = new Session();
    link = new KernelLink(session as unknown as ISessionContext);
    changes = [];
    events = [];
    link.changed.connect((_, about) => void changes.push(about));
    link.events.connect((_, event) => void events.push(event));
  });

  async function ready(): Promise<Kernel> {
    const kernel = new Kernel();
    await session.start(kernel);
    kernel.comm.tell({ event: 'ready', data: ABOUT });
    return kernel;
  }

  it('opens one comm, and asks over it', async () => {
    const kernel = await ready();
    await session.say('busy');
    await session.say('idle');
    expect(kernel.comms).toHaveLength(1);
    expect(kernel.comm.opened).toEqual({ protocol: PROTOCOL });
    expect([link.about, changes]).toEqual([ABOUT, [ABOUT]]);
    const asked = link.request('check', { code: 'x' });
    kernel.comm.tell({ id: kernel.comm.sent[0]?.id, result: 5 });
    expect(await asked).toBe(5);
    kernel.comm.tell({ event: 'ran', data: { cell: 'a' } });
    expect(events).toEqual([{ event: 'ran', data: { cell: 'a' } }]);
  });

  it('leaves kernels of others alone', async () => {
    const kernel = new Kernel('ipython');
    await session.start(kernel);
    expect(kernel.comms).toEqual([]);
    await expect(link.request('check')).rejects.toMatchObject({ refusal: { code: 'away' } });
  });

  it('does not ask before the kernel is ready', async () => {
    await session.start(new Kernel());
    await expect(link.request('check')).rejects.toMatchObject({ refusal: { code: 'away' } });
  });

  it.each(['restarting', 'autorestarting', 'dead', 'terminating'])('closes when the kernel is %s', async status => {
    const kernel = await ready();
    const asked = link.request('check').catch((reason: unknown) => reason);
    await session.say(status);
    expect(await asked).toMatchObject({ refusal: { code: 'away' } });
    expect([link.about, kernel.comm.isDisposed]).toEqual([null, true]);
    expect(changes).toEqual([ABOUT, null]);
    await session.say('idle');
    expect(kernel.comms).toHaveLength(2);
  });

  it('hears nothing of a kernel that was left', async () => {
    const old = await ready();
    await session.start(null);
    const fresh = await ready();
    old.comm.tell({ event: 'ran', data: {} });
    old.comm.onClose();
    expect([events, link.about, fresh.comm.isDisposed]).toEqual([[], ABOUT, false]);
  });

  it('opens once where the kernel changes while it is asked what it is', async () => {
    const [first, second] = [new Kernel(), new Kernel()];
    session.session = { kernel: first };
    session.kernelChanged.emit(null);
    await session.start(second);
    expect([first.comms.length, second.comms.length]).toEqual([0, 1]);
  });

  it('closes when the kernel closes the comm', async () => {
    const kernel = await ready();
    kernel.comm.onClose();
    expect(link.about).toBeNull();
  });

  it.each([null, 7, {}, { protocol: 'x' }, { ...ABOUT, names: null }, { ...ABOUT, protocol: PROTOCOL + 1 }])('is not ready with %j', async data => {
    const warned = vi.spyOn(console, 'warn').mockReturnValue();
    const kernel = new Kernel();
    await session.start(kernel);
    kernel.comm.tell({ event: 'ready', data });
    expect([link.about, changes]).toEqual([null, []]);
    expect(warned).toHaveBeenCalledWith(expect.stringContaining('another version'), data);
    warned.mockRestore();
  });

  it('ends with its session', async () => {
    const kernel = await ready();
    session.disposed.emit(undefined);
    expect([link.isDisposed, kernel.comm.isDisposed]).toEqual([true, true]);
    await session.start(new Kernel());
    expect(link.about).toBeNull();
  });
});
