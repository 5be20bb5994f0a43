// Documents opened, drawn and proved in Node, as the pages do in the browser. Knows pdf.js's build for old engines and a canvas for Node.
import { createCanvas, Path2D as NodePath } from '@napi-rs/canvas';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { AnnotationMode, getDocument } from 'pdfjs-dist/legacy/build/pdf.mjs';
import type { OpenDocument } from '../../../renderer/core/documents/document.ts';
import { bad, good, type DocumentResult } from '../../../renderer/core/documents/documentProblem.ts';
import type { PictureSource } from '../../../renderer/core/documents/flatten/pictureSource.ts';
import { FOREIGN_ASCENT, FOREIGN_DESCENT } from '../../../renderer/core/documents/marks/foreignText.ts';
import type { Lettering } from '../../../renderer/core/documents/marks/layText.ts';
import { pageFontsOf } from '../../../renderer/core/documents/marks/pageFont.ts';
import { paintForeign } from '../../../renderer/core/documents/marks/paintMarks.ts';
import { pdfFields } from '../../../renderer/core/documents/pdf/pdfFields.ts';
import { pdfRender } from '../../../renderer/core/documents/pdf/pdfRender.ts';
import { pdfText } from '../../../renderer/core/documents/pdf/pdfText.ts';
import type { ProofTools } from '../../../renderer/core/documents/proof/proofInput.ts';

Object.assign(globalThis, { Path2D: NodePath });

const require = createRequire(import.meta.url);
const standardFonts = require.resolve('pdfjs-dist/package.json').replace('package.json', 'standard_fonts/');
const cMaps = require.resolve('pdfjs-dist/package.json').replace('package.json', 'cmaps/');

export async function openInNode(bytes: Uint8Array): Promise<DocumentResult<OpenDocument>> {
  const task = getDocument({
    data: new Uint8Array(bytes),
    verbosity: 0,
    useSystemFonts: false,
    standardFontDataUrl: standardFonts,
    cMapUrl: cMaps,
    cMapPacked: true,
  });
  const pdf = await task.promise.catch(() => undefined);
  if (!pdf) return bad('pdfBroken');
  return good({
    type: 'pdf',
    pageCount: pdf.numPages,
    pageSize: async (page) => {
      const { width, height } = (await pdf.getPage(page)).getViewport({ scale: 1 });
      return good({ width, height });
    },
    render: (page, canvas, options) => {
      const stop = new AbortController();
      const work = async (): Promise<void> =>
        pdfRender({ AnnotationMode }, pdf, await pdf.getPage(page), canvas, options, stop.signal);
      const finished = work().then(
        () => ({ ok: true }) as const,
        () => bad('pageBroken'),
      );
      return { finished, cancel: () => stop.abort() };
    },
    textOf: async (page) => good(await pdfText(await pdf.getPage(page))),
    fieldsOf: async (page) => good(await pdfFields(await pdf.getPage(page))),
    noticeOf: () => Promise.resolve(undefined),
    close: () => void task.destroy(),
  });
}

export async function letteringInNode(): Promise<Lettering> {
  const font = (file: string): Uint8Array =>
    new Uint8Array(readFileSync(require.resolve(`@expo-google-fonts/${file}`)));
  const fonts = await pageFontsOf(
    font('arimo/400Regular/Arimo_400Regular.ttf'),
    font('cousine/400Regular/Cousine_400Regular.ttf'),
  );
  const measuring = createCanvas(1, 1).getContext('2d');
  return {
    fonts,
    foreign: {
      widthOf: (text, sizePoints) => {
        measuring.font = '100px sans-serif';
        return (measuring.measureText(text).width * sizePoints) / 100;
      },
    },
  };
}

export const nodePictures: PictureSource = {
  ofText: (mark, pixelsPerUnit) => {
    const size = mark.sizePoints;
    const box = {
      x: mark.x,
      y: mark.baseline - FOREIGN_ASCENT * size,
      width: Math.max(1, mark.width * mark.stretch),
      height: (FOREIGN_ASCENT + FOREIGN_DESCENT) * size,
    };
    const canvas = createCanvas(Math.ceil(box.width * pixelsPerUnit), Math.ceil(box.height * pixelsPerUnit));
    const draw = canvas.getContext('2d') as unknown as CanvasRenderingContext2D;
    draw.scale(canvas.width / box.width, canvas.height / box.height);
    draw.translate(-box.x, -box.y);
    draw.fillStyle = mark.colour;
    paintForeign(draw, mark);
    return Promise.resolve({ ...box, png: new Uint8Array(canvas.toBuffer('image/png')) });
  },
  ofPhoto: (bytes, type) => Promise.resolve(type === 'png' ? { bytes, format: 'png' } : undefined),
};

export async function proofToolsInNode(): Promise<ProofTools> {
  return { open: openInNode, createCanvas: canvasInNode, lettering: await letteringInNode() };
}

function canvasInNode(): HTMLCanvasElement {
  return createCanvas(1, 1) as unknown as HTMLCanvasElement;
}
