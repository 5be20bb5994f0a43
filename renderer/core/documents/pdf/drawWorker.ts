// The worker that draws pages, so that a hostile one never holds up the call's page. Knows nothing of files.
import './limitedWorker.ts';
import 'pdfjs-dist/legacy/build/pdf.renderer.mjs';
