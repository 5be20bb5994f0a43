// What other features may use of annotations.
export { AnnotationBoard } from './annotations.svelte.ts';
export { default as AnnotationLayer } from './AnnotationLayer.svelte';
export { default as AnnotationToolbar } from './AnnotationToolbar.svelte';
