// What the picker is given: others' windows, screens first, pictures within bounds.
import { expect, test } from 'vitest';
import { screenSourceSchema } from '../../contract/screens.ts';
import { kindOf, sourcesToShow, withoutOwn, type SeenSource } from './sourcesToShow.ts';

const source = (id: string, more: Partial<SeenSource> = {}): SeenSource => ({
  id,
  name: `name of ${id}`,
  displayId: '',
  isBlank: false,
  jpeg: () => Buffer.from('jpeg'),
  icon: () => undefined,
  ...more,
});

test('[SHARE-1] the app leaves its own windows out, however their ids end', () => {
  const seen = [source('window:5:0'), source('window:55:0'), source('window:9:1'), source('screen:5:0')];
  expect(withoutOwn(seen, ['window:5:1', 'window:9:0']).map(({ id }) => id)).toEqual(['window:55:0', 'screen:5:0']);
});

test('[SHARE-1] screens come before windows, windows without a name are not shown, and sixty are enough', () => {
  const windows = Array.from({ length: 80 }, (_, index) => source(`window:${index}:0`));
  const shown = sourcesToShow([source('window:999:0', { name: '  ' }), ...windows, source('screen:1:0')]);
  expect(shown).toHaveLength(60);
  expect(shown[0]).toMatchObject({ sourceId: 'screen:1:0', kind: 'screen' });
  expect(shown.some(({ sourceId }) => sourceId === 'window:999:0')).toBe(false);
});

test('[POLICY-3] where only windows may be shared, no screen is shown', () => {
  const shown = sourcesToShow([source('screen:1:0'), source('window:1:0')], 'windows');
  expect(shown.map(({ kind }) => kind)).toEqual(['window']);
});

test('[SHARE-1] a picture that is too large is drawn again with less quality, and left out at last', () => {
  const asked: number[] = [];
  const jpeg = (quality: number): Buffer => {
    asked.push(quality);
    return Buffer.alloc(quality > 50 ? 70_000 : 40_000);
  };
  const [shown] = sourcesToShow([source('window:1:0', { jpeg, name: 'x'.repeat(500) })]);
  expect(asked).toHaveLength(2);
  expect(screenSourceSchema.safeParse(shown).success).toBe(true);
  const [huge] = sourcesToShow([source('window:1:0', { jpeg: () => Buffer.alloc(90_000) })]);
  expect(huge?.thumbnail).toBe('');
});

test('[SHARE-1] blank pictures and oversized icons are left out', () => {
  const [blank] = sourcesToShow([source('window:1:0', { isBlank: true, icon: () => Buffer.alloc(20_000) })]);
  expect(blank).toEqual({ sourceId: 'window:1:0', kind: 'window', name: 'name of window:1:0', thumbnail: '' });
  const [withIcon] = sourcesToShow([source('window:1:0', { icon: () => Buffer.from('png') })]);
  expect(withIcon?.appIcon).toBe('data:image/png;base64,cG5n');
  expect(screenSourceSchema.safeParse(withIcon).success).toBe(true);
});

test('[SHARE-1] kinds are told by the id', () => {
  expect([kindOf('screen:0:0'), kindOf('window:3:0')]).toEqual(['screen', 'window']);
});
