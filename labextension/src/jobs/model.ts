/** Jobs as the server tells them, and how events change a list of them. No page, no requests. */
import type { Schemas } from '../server/client';
import type { ServerEvent } from '../server/events';
import { text } from '../server/text';

export type Job = Schemas['Job'];
export type JobState = Job['state'];

export const STATES: readonly JobState[] = ['queued', 'running', 'succeeded', 'failed', 'cancelled', 'dead'];
/** What a list hears of jobs; what they print it does not. */
export const LIST_KINDS = [...STATES, 'progress', 'cancelling', 'deleted'];
const ENDS: readonly string[] = ['succeeded', 'failed', 'cancelled', 'dead'];

export function hasEnded(job: Pick<Job, 'state'>): boolean {
  return ENDS.includes(job.state);
}

export function mayRetry(job: Pick<Job, 'state'>): boolean {
  return hasEnded(job) && job.state !== 'succeeded';
}

/** The job that an event is about. */
export function jobOf(event: ServerEvent): string {
  return event.topic.slice('job/'.length);
}

/** Seconds since 1970 of a time in either of the server's forms. */
export function seconds(at: string | number | null | undefined): number {
  return typeof at === 'number' ? at : at ? Date.parse(at) / 1000 : 0;
}

/** A job after an event. One that is older than what is known changes nothing. */
export function after(job: Job, event: ServerEvent): Job {
  if (seconds(event.at) < seconds(job.updated_at)) {
    return job;
  }
  const at = new Date(seconds(event.at) * 1000).toISOString();
  const { kind, payload } = event;
  if (kind === 'progress') {
    return job.state === 'running' ? { ...job, progress: Number(payload['part'] ?? job.progress), note: text(payload['text']) } : job;
  }
  if (kind === 'cancelling') {
    return { ...job, cancel_requested: true };
  }
  if (kind === 'running') {
    const attempts = Number(payload['attempt'] ?? job.attempts);
    return { ...job, state: 'running', attempts, started_at: at, finished_at: null, progress: 0, note: '', error: null };
  }
  if (kind === 'queued') {
    return { ...job, state: 'queued', finished_at: null, cancel_requested: false, error: null };
  }
  if (ENDS.includes(kind)) {
    const error = (payload['error'] ?? null) as Job['error'];
    return { ...job, state: kind as JobState, finished_at: at, error, progress: kind === 'succeeded' ? 1 : job.progress };
  }
  return job;
}

export interface JobList {
  items: Job[];
  /** Where the next page begins. */
  cursor: string | null;
}

export const EMPTY: JobList = { items: [], cursor: null };

/** The first page anew, what was loaded beyond it kept; or a further page. */
export function paged(list: JobList, page: { items: Job[]; next_cursor: string | null }, isMore: boolean): JobList {
  const ids = new Set(page.items.map(job => job.id));
  const others = list.items.filter(job => !ids.has(job.id));
  if (isMore) {
    return { items: [...others, ...page.items], cursor: page.next_cursor };
  }
  const last = page.items.at(-1);
  const older = page.next_cursor && last ? others.filter(job => job.created_at < last.created_at) : [];
  return { items: [...page.items, ...older], cursor: older.length ? list.cursor : page.next_cursor };
}

/** The list after an event, and whether it has to be asked for again: a job that it does not have,
 * or one that may belong elsewhere now. */
export function told(list: JobList, event: ServerEvent, filter: JobState | null): { list: JobList; isStale: boolean } {
  const id = jobOf(event);
  const known = list.items.find(job => job.id === id);
  if (!known) {
    const isOurs = filter === null || filter === event.kind;
    return { list, isStale: isOurs && !['progress', 'deleted'].includes(event.kind) };
  }
  if (event.kind === 'deleted') {
    return { list: { ...list, items: list.items.filter(job => job.id !== id) }, isStale: false };
  }
  const next = after(known, event);
  const items = list.items.flatMap(job => (job.id !== id ? [job] : filter === null || next.state === filter ? [next] : []));
  return { list: { ...list, items }, isStale: hasEnded(next) && !hasEnded(known) };
}

/** How long it ran, or runs; null where it has not begun. */
export function duration(job: Job, nowS: number): number | null {
  if (!job.started_at) {
    return null;
  }
  const end = job.finished_at ? seconds(job.finished_at) : job.state === 'running' ? nowS : seconds(job.updated_at);
  return Math.max(0, end - seconds(job.started_at));
}

/** 0.4 s, 12 s, 3 min 20 s, 2 h 5 min. */
export function lasting(s: number): string {
  if (s < 10) {
    return `${s.toFixed(1)} s`;
  }
  const whole = Math.round(s);
  if (whole < 60) {
    return `${whole} s`;
  }
  const minutes = Math.floor(whole / 60);
  return minutes < 60 ? `${minutes} min ${whole % 60} s` : `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}

/** JSON to be read, and no more of it than a page bears. */
export function pretty(value: unknown, most = 20_000): string {
  const made = JSON.stringify(value ?? null, null, 2);
  return made.length > most ? `${made.slice(0, most)}\n… (${made.length - most} more characters)` : made;
}
