/** Sends a file in pieces. What was lost on the way is sent again from where the server has it; the
 * same file, chosen again after the page was closed, goes on where it was. */
import type { Schemas } from '../server/client';
import { ServerError, unreachable } from '../server/errors';
import { backoff } from '../server/backoff';
import { text } from '../server/text';
import type { INoodleServer } from '../tokens';
import { piece } from './model';
import { Sha256 } from './sha256';

export type Upload = Schemas['Upload'];
type Step = 'reading' | 'sending' | 'checking';
export type Told = (step: Step, part: number) => void;

const PIECE = 4 << 20;
const ATTEMPTS = 6;
const LOOK_MS = 400;

/** Begins an upload of so many bytes with this digest. */
export type Begin = (size_bytes: number, sha256: string) => Promise<Upload>;

/** What the file has become. Throws a ServerError, also where the server refuses what it is. */
export async function send(server: INoodleServer, file: Blob, begin: Begin, told: Told): Promise<Upload> {
  const sha256 = await digest(file, told);
  let upload = (await begun(server, sha256, file.size)) ?? (await begin(file.size, sha256));
  for (let attempt = 0; upload.received < file.size; ) {
    told('sending', upload.received / file.size);
    try {
      upload = await next(server, upload, file);
      attempt = 0;
    } catch (thrown) {
      const error = unreachable(thrown);
      if (attempt++ >= ATTEMPTS || (error.trouble !== 'unreachable' && error.trouble !== 'failing')) {
        throw error;
      }
      await pause(backoff(attempt, Math.random()));
      upload = await again(server, upload);
    }
  }
  return checked(server, upload, told);
}

async function digest(file: Blob, told: Told): Promise<string> {
  const made = new Sha256();
  for (let at = 0; at < file.size; at += PIECE) {
    made.add(new Uint8Array(await file.slice(at, at + PIECE).arrayBuffer()));
    told('reading', at / file.size);
  }
  return made.hex();
}

/** The upload of this file that was left half done. */
async function begun(server: INoodleServer, sha256: string, size: number): Promise<Upload | null> {
  const { items } = await server.client.call('get', '/api/v1/uploads', { query: { limit: 100 } });
  return items.find(each => each.state === 'receiving' && each.sha256 === sha256 && each.size_bytes === size && each.received > 0) ?? null;
}

function next(server: INoodleServer, upload: Upload, file: Blob): Promise<Upload> {
  const { from, to, range } = piece(upload.received, file.size, PIECE);
  return server.client.call('put', '/api/v1/uploads/{upload_id}', { path: { upload_id: upload.id }, bytes: { piece: file.slice(from, to), range } });
}

/** How much of it is there; the same where that cannot be asked. */
async function again(server: INoodleServer, upload: Upload): Promise<Upload> {
  try {
    return await server.client.call('get', '/api/v1/uploads/{upload_id}', { path: { upload_id: upload.id } });
  } catch {
    return upload;
  }
}

async function checked(server: INoodleServer, upload: Upload, told: Told): Promise<Upload> {
  told('checking', 1);
  const path = { upload_id: upload.id };
  let made: Upload = await server.client.call('post', '/api/v1/uploads/{upload_id}/complete', { path });
  while (made.state === 'receiving' || made.state === 'validating') {
    await pause(LOOK_MS);
    made = await server.client.call('get', '/api/v1/uploads/{upload_id}', { path });
  }
  if (made.state === 'refused') {
    const error = (made.error ?? {}) as Record<string, unknown>;
    const hint = typeof error['hint'] === 'string' ? error['hint'] : null;
    throw new ServerError('refused', text(error['error_message'], 'the file was refused'), text(error['error_code']), hint);
  }
  return made;
}

function pause(ms: number): Promise<void> {
  return new Promise(done => setTimeout(done, ms));
}
