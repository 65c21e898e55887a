/** Latency over the last minute: a small chart by uPlot, in the colours of the theme. */
import { type JSX, useEffect, useRef } from 'react';
import uPlot from 'uplot';
import 'uplot/dist/uPlot.min.css';

import type { Series } from './model';

const HEIGHT = 72;

interface Props {
  drawn: Series;
  label: string;
}

/** What it shows is said in its label and in the figures beside it. */
export function Sparkline({ drawn, label }: Props): JSX.Element {
  const place = useRef<HTMLDivElement>(null);
  const chart = useRef<uPlot | null>(null);
  useEffect(() => {
    const node = place.current;
    if (!node) {
      return;
    }
    const made = new uPlot(options(node), [[], [], []], node);
    chart.current = made;
    const sizes = new ResizeObserver(() => made.setSize({ width: Math.max(node.clientWidth, 60), height: HEIGHT }));
    sizes.observe(node);
    return () => {
      sizes.disconnect();
      made.destroy();
      chart.current = null;
    };
  }, []);
  useEffect(() => {
    chart.current?.setData([drawn.at, drawn.p50, drawn.p99]);
  }, [drawn]);
  return <div ref={place} className="noodle-deployments-chart" role="img" aria-label={label} />;
}

function options(node: HTMLElement): uPlot.Options {
  const colour = (name: string) => () => getComputedStyle(node).getPropertyValue(name).trim() || 'gray';
  return {
    width: Math.max(node.clientWidth, 60),
    height: HEIGHT,
    legend: { show: false },
    cursor: { show: false },
    padding: [6, 2, 4, 0],
    scales: { x: { time: false }, y: { range: (_, __, most) => [0, (most || 1) * 1.15] } },
    axes: [
      { show: false },
      {
        size: 46,
        stroke: colour('--jp-ui-font-color2'),
        font: '11px sans-serif',
        grid: { stroke: colour('--jp-border-color2'), width: 1 },
        ticks: { show: false },
        space: 28,
        values: (_, splits) => splits.map(each => (each === 0 ? '0' : `${Number(each.toPrecision(2))} ms`))
      }
    ],
    series: [
      {},
      { stroke: colour('--jp-brand-color1'), width: 1.5, points: { size: 4, fill: colour('--jp-brand-color1') } },
      { stroke: colour('--jp-warn-color0'), width: 1.5, dash: [4, 3], points: { show: false } }
    ]
  };
}
