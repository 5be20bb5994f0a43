import { expect, it } from 'vitest';
import { RoomPictures } from './roomPictures.ts';

it('[ROOM-17] a picture is asked for as large as it is shown, and as sharp as it can be had where nobody knows', () => {
  const pictures = new RoomPictures();
  expect(pictures.layerOf('ada', 'video')).toBe(2);
  for (const [lines, layer] of [
    [90, 0],
    [150, 0],
    [151, 1],
    [300, 1],
    [301, 2],
    [1080, 2],
  ] as const) {
    pictures.show('ada', lines);
    expect(pictures.layerOf('ada', 'video'), String(lines)).toBe(layer);
  }
  pictures.show('ada', 90);
  expect(pictures.layerOf('ben', 'video')).toBe(2);
  expect(pictures.layerOf('ada', 'screen')).toBe(2);
  pictures.show('ada', 'sharp');
  expect(pictures.layerOf('ada', 'video')).toBe(2);
});

it('[ROOM-16][SIGN-2] the picture of who signs is taken whatever the sound loses', () => {
  const pictures = new RoomPictures();
  pictures.show('ada', 'kept');
  pictures.take('none');
  expect([pictures.layerOf('ada', 'video'), pictures.layerOf('ben', 'video')]).toEqual([2, null]);
});

it('[ROOM-16] what the path does not take is asked for not at all, and sound always is', () => {
  const pictures = new RoomPictures();
  let changes = 0;
  pictures.onChange(() => (changes += 1));
  const asked = () =>
    (['audio', 'video', 'screen', 'screenAudio'] as const).map((line) => pictures.layerOf('ada', line));
  pictures.take('screens');
  expect(asked()).toEqual([2, null, 2, 2]);
  pictures.take('none');
  expect(asked()).toEqual([2, null, null, 2]);
  pictures.take('none');
  expect(changes).toBe(2);
});
