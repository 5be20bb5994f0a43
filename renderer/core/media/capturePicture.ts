// Still pictures from moving ones: a frame of any stream, and a photo from a camera of this device. Knows no calls.

const QUALITY = 0.92;
/** A stream that shows nothing for so long has nothing to be held still. */
const FRAME_WITHIN_MS = 3_000;

/** @returns the next frame as JPEG in the size it came in; undefined when none comes */
export async function captureFrame(stream: MediaStream): Promise<Blob | undefined> {
  const video = document.createElement('video');
  video.muted = true;
  video.playsInline = true;
  video.srcObject = new MediaStream(stream.getVideoTracks());
  try {
    await video.play();
    if (!(await hasFrame(video))) return undefined;
    return await jpegOf(video, video.videoWidth, video.videoHeight);
  } catch {
    return undefined;
  } finally {
    video.srcObject = null;
  }
}

/**
 * A photo in the camera's full resolution where the browser can take one, else a frame. Drawn anew, so that nothing that
 * the camera wrote beside the picture, such as a place, is in it.
 */
export async function capturePhoto(track: MediaStreamTrack): Promise<Blob | undefined> {
  const photo = await takePhoto(track);
  if (!photo) return captureFrame(new MediaStream([track]));
  const bitmap = await createImageBitmap(photo);
  const jpeg = await jpegOf(bitmap, bitmap.width, bitmap.height);
  bitmap.close();
  return jpeg;
}

async function takePhoto(track: MediaStreamTrack): Promise<Blob | undefined> {
  if (!('ImageCapture' in window)) return undefined;
  try {
    return await new ImageCapture(track).takePhoto();
  } catch {
    // Not every camera that says it can take photos can.
    return undefined;
  }
}

function hasFrame(video: HTMLVideoElement): Promise<boolean> {
  if (video.videoWidth > 0 && video.readyState >= HTMLMediaElement.HAVE_CURRENT_DATA) return Promise.resolve(true);
  return new Promise((resolve) => {
    const timer = setTimeout(() => resolve(false), FRAME_WITHIN_MS);
    video.addEventListener('loadeddata', () => {
      clearTimeout(timer);
      resolve(video.videoWidth > 0);
    });
  });
}

function jpegOf(source: CanvasImageSource, width: number, height: number): Promise<Blob | undefined> {
  const canvas = document.createElement('canvas');
  canvas.width = width;
  canvas.height = height;
  canvas.getContext('2d')?.drawImage(source, 0, 0);
  return new Promise((resolve) => canvas.toBlob((blob) => resolve(blob ?? undefined), 'image/jpeg', QUALITY));
}
