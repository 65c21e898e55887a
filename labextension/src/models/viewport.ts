/** Pan and zoom of a picture: by dragging, wheel, keys; what is asked for is moved into sight. */

const LARGEST = 2.5;
const SMALLEST = 0.02;
const EDGE = 14;
/** A wheel turns pages until the picture was clicked; with Ctrl it always zooms. */
const WHEEL = 0.0016;

export class Viewport {
  scale = 1;
  x = EDGE;
  y = EDGE;
  private size = { width: 1, height: 1 };

  constructor(
    private readonly svg: SVGSVGElement,
    private readonly content: SVGGElement,
    private readonly covered: () => number,
    signal: AbortSignal
  ) {
    svg.addEventListener('wheel', event => this.wheel(event), { signal, passive: false });
    svg.addEventListener('pointerdown', event => this.drag(event, signal), { signal });
  }

  /** The size of the picture. */
  resize(width: number, height: number): void {
    this.size = { width: Math.max(1, width), height: Math.max(1, height) };
  }

  /** All of it, at most at its own size; `readable`: no smaller than can be read, from the top. */
  fit(readable = false): void {
    const { width, height } = this.room();
    const all = Math.min((width - 2 * EDGE) / this.size.width, (height - 2 * EDGE) / this.size.height, 1);
    const wide = Math.min((width - 2 * EDGE) / this.size.width, 1);
    this.scale = Math.max(SMALLEST, readable && all < 0.7 ? Math.max(all, Math.min(wide, 0.85)) : all);
    this.x = (width - this.size.width * this.scale) / 2;
    const free = (height - this.size.height * this.scale) / 2;
    this.y = free > 0 ? free : EDGE;
    this.apply();
  }

  zoom(factor: number, at?: { x: number; y: number }): void {
    const { width, height } = this.room();
    const { x, y } = at ?? { x: width / 2, y: height / 2 };
    const scale = Math.min(LARGEST, Math.max(SMALLEST, this.scale * factor));
    this.x = x - ((x - this.x) * scale) / this.scale;
    this.y = y - ((y - this.y) * scale) / this.scale;
    this.scale = scale;
    this.apply();
  }

  move(dx: number, dy: number): void {
    this.x += dx;
    this.y += dy;
    this.apply();
  }

  /** Moves just so far that a place of the picture is seen. */
  reveal(left: number, top: number, width: number, height: number): void {
    const room = this.room();
    const [x, y] = [this.x + left * this.scale, this.y + top * this.scale];
    const [w, h] = [width * this.scale, height * this.scale];
    const dx = x < EDGE ? EDGE - x : Math.min(0, room.width - EDGE - (x + w));
    const dy = y < EDGE ? EDGE - y : Math.min(0, room.height - EDGE - (y + h));
    this.move(dx, dy);
  }

  /** What is seen and not covered on the right. */
  private room(): { width: number; height: number } {
    const box = this.svg.getBoundingClientRect();
    const free = box.width - this.covered();
    return { width: free > box.width / 3 ? free : box.width || 1, height: box.height || 1 };
  }

  private wheel(event: WheelEvent): void {
    const isFocused = this.svg.contains(document.activeElement);
    if (!event.ctrlKey && !event.metaKey && !isFocused) {
      return;
    }
    event.preventDefault();
    event.stopPropagation();
    const box = this.svg.getBoundingClientRect();
    const at = { x: event.clientX - box.left, y: event.clientY - box.top };
    this.zoom(Math.exp(-event.deltaY * WHEEL * (event.ctrlKey ? 4 : 1)), at);
  }

  private drag(event: PointerEvent, signal: AbortSignal): void {
    if (event.button !== 0) {
      return;
    }
    let last = { x: event.clientX, y: event.clientY };
    const end = new AbortController();
    const options = { signal: AbortSignal.any([signal, end.signal]) };
    const moved = (next: PointerEvent) => {
      if (!next.buttons) {
        end.abort();
        return;
      }
      this.svg.classList.add('ng-dragging');
      this.move(next.clientX - last.x, next.clientY - last.y);
      last = { x: next.clientX, y: next.clientY };
    };
    const stop = () => {
      end.abort();
      this.svg.classList.remove('ng-dragging');
    };
    window.addEventListener('pointermove', moved, options);
    window.addEventListener('pointerup', stop, options);
    window.addEventListener('pointercancel', stop, options);
  }

  private apply(): void {
    this.content.setAttribute('transform', `translate(${this.x} ${this.y}) scale(${this.scale})`);
  }
}
