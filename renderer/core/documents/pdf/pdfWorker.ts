// The worker that reads a PDF: pdf.js within bounds. Knows nothing of pages that are shown.
import './limitedWorker.ts';
import 'pdfjs-dist/legacy/build/pdf.worker.mjs';
