// Paints masks over pictures, and nothing where nothing may be seen. Knows canvases and video frames; not tracks or workers.
import { blurFields, maskedPixels, type Mask, type PixelArea } from './mask.ts';

export class MaskPainter {
  readonly #picture = createCanvas();
  readonly #fields = createCanvas();

  /** A new picture with the masks in it, or a black one. The frame is left to its owner. */
  paint(frame: VideoFrame, masks: readonly Mask[], how: { isBlack: boolean; timestampUs: number }): VideoFrame {
    const { canvas, draw } = this.#picture;
    const { displayWidth: width, displayHeight: height } = frame;
    if (canvas.width !== width || canvas.height !== height) [canvas.width, canvas.height] = [width, height];
    draw.fillStyle = '#000';
    if (how.isBlack) {
      draw.fillRect(0, 0, width, height);
    } else {
      draw.drawImage(frame, 0, 0, width, height);
      for (const mask of masks) this.#cover(mask, { width, height });
    }
    return new VideoFrame(canvas, { timestamp: how.timestampUs, alpha: 'discard' });
  }

  #cover(mask: Mask, picture: { width: number; height: number }): void {
    const area = maskedPixels(mask, picture);
    if (!area) return;
    if (mask.style === 'blur') this.#coarsen(area);
    else this.#picture.draw.fillRect(area.x, area.y, area.width, area.height);
  }

  /** Reduced to a few averages and drawn back as fields: what is lost on the way down cannot be calculated back. */
  #coarsen({ x, y, width, height }: PixelArea): void {
    const { columns, rows } = blurFields({ x, y, width, height });
    const { canvas, draw } = this.#fields;
    [canvas.width, canvas.height] = [columns, rows];
    // Anything else takes single pixels instead of averages.
    draw.imageSmoothingEnabled = true;
    draw.imageSmoothingQuality = 'medium';
    draw.drawImage(this.#picture.canvas, x, y, width, height, 0, 0, columns, rows);
    this.#picture.draw.imageSmoothingEnabled = false;
    this.#picture.draw.drawImage(canvas, 0, 0, columns, rows, x, y, width, height);
  }
}

function createCanvas(): { canvas: OffscreenCanvas; draw: OffscreenCanvasRenderingContext2D } {
  const canvas = new OffscreenCanvas(1, 1);
  const draw = canvas.getContext('2d', { alpha: false });
  if (!draw) throw new Error('This browser draws nothing off the screen.');
  return { canvas, draw };
}
