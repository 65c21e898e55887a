/** Memory and cores along the time, drawn by uPlot, and what each thread took. */
import uPlot from 'uplot';

import { html } from '../models/elements';
import type { More, Point } from './data';
import { seconds } from './state';

const HEIGHT = 130;

export class Course {
  readonly element: HTMLElement;
  private readonly plots: { place: HTMLElement; plot: uPlot; field: 1 | 2 }[] = [];
  private readonly threads = html('table', 'np-threads');
  private readonly said = html('p', 'np-muted');

  constructor(signal: AbortSignal) {
    this.element = html('div', 'np-course');
    this.add('Memory, MiB', 1, '--np-memory');
    this.add('Cores in use', 2, '--np-cores');
    this.element.append(this.said, html('div', '', this.threads));
    const observer = new ResizeObserver(() => this.fit());
    observer.observe(this.element);
    signal.addEventListener('abort', () => {
      observer.disconnect();
      this.plots.forEach(({ plot }) => plot.destroy());
    });
  }

  update(more: More): void {
    const points = more.points ?? [];
    for (const { plot, field } of this.plots) {
      plot.setData([points.map(point => point[0]), points.map(point => point[field])]);
    }
    const most = (field: 1 | 2 | 3) => Math.max(0, ...points.map((point: Point) => point[field]));
    this.said.textContent = points.length ? `at most ${most(1).toFixed(0)} MiB, ${most(2).toFixed(1)} cores, ${most(3)} threads` : '';
    const rows = (more.threads ?? []).map(([name, cpu]) => html('tr', '', html('td', '', name === 'cell' ? 'the cell’s own' : name), html('td', 'np-number', seconds(cpu))));
    const head = html('tr', '', html('th', '', 'thread'), html('th', 'np-number', 'CPU time'));
    this.threads.replaceChildren(html('thead', '', head), html('tbody', '', ...rows));
  }

  fit(): void {
    const width = this.element.clientWidth;
    if (width > 0) {
      this.plots.forEach(({ plot }) => plot.setSize({ width: width - 4, height: HEIGHT }));
    }
  }

  private add(label: string, field: 1 | 2, colour: string): void {
    const place = html('div', 'np-plot');
    place.setAttribute('role', 'img');
    place.setAttribute('aria-label', `${label}, along the time`);
    const shade = (name: string, otherwise: string) => () => getComputedStyle(this.element).getPropertyValue(name).trim() || otherwise;
    const axis: uPlot.Axis = {
      stroke: shade('--np-muted', '#666'), grid: { stroke: shade('--np-border', '#ddd'), width: 1 }, ticks: { show: false }, font: '11px sans-serif'
    };
    const plot = new uPlot(
      {
        width: 600, height: HEIGHT, legend: { show: false }, cursor: { show: false }, scales: { x: { time: false }, y: { range: (_, low, high) => [field === 2 ? 0 : low * 0.98, Math.max(high * 1.05, 1)] } },
        axes: [{ ...axis, size: 26, values: (_, ticks) => ticks.map(tick => `${tick} s`) }, { ...axis, size: 52 }],
        series: [{}, { label, stroke: shade(colour, '#2f83c9'), width: 1.5, points: { show: false } }]
      },
      [[], []],
      place
    );
    this.element.append(html('h4', '', label), place);
    this.plots.push({ place, plot, field });
  }
}
