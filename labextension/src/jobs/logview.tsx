/** The log of a job: its end, which is followed while it grows; earlier parts when asked for. */
import { type JSX, useLayoutEffect, useRef, useState } from 'react';
import type { TranslationBundle } from '@jupyterlab/translation';

import type { JobFollower } from './follower';

const NEAR_PX = 24;

interface Props {
  follower: JobFollower;
  trans: TranslationBundle;
  isRunning: boolean;
}

export function LogView({ follower, trans, isRunning }: Props): JSX.Element {
  const { log } = follower;
  const box = useRef<HTMLPreElement>(null);
  const [isFollowing, follow] = useState(true);
  const last = log.last;
  useLayoutEffect(() => {
    if (isFollowing && box.current) {
      box.current.scrollTop = box.current.scrollHeight;
    }
  }, [isFollowing, last]);
  const scrolled = () => {
    const { current } = box;
    if (current) {
      follow(!log.hasLater && current.scrollHeight - current.scrollTop - current.clientHeight < NEAR_PX);
    }
  };
  const earlier = () => {
    follow(false);
    void follower.earlier();
  };
  const end = () => {
    follow(true);
    void follower.toEnd();
  };
  return (
    <details open className="noodle-jobs-log">
      <summary>{trans.__('Log')}</summary>
      {log.hasEarlier && (
        <button className="jp-mod-styled" onClick={earlier}>
          {trans.__('Earlier')}
        </button>
      )}
      {log.pieces.length > 0 ? (
        <pre className="noodle-jobs-text" ref={box} onScroll={scrolled} tabIndex={0} aria-label={trans.__('Log')}>
          {log.pieces.map(piece => (
            <span key={`${piece.seq}.${piece.at}`} data-stream={piece.stream}>
              {piece.text}
            </span>
          ))}
        </pre>
      ) : (
        <p className="noodle-jobs-muted">{isRunning ? trans.__('Nothing is printed yet.') : trans.__('Nothing was printed.')}</p>
      )}
      {(log.hasLater || (isRunning && !isFollowing)) && (
        <button className="jp-mod-styled" onClick={end}>
          {trans.__('To the end')}
        </button>
      )}
    </details>
  );
}
