// Where the fonts of pages lie, as the build names them. Apart, so that who has the fonts from elsewhere needs no build.
export { default as monoUrl } from '@expo-google-fonts/cousine/400Regular/Cousine_400Regular.ttf?url';
export { default as sansUrl } from '@expo-google-fonts/arimo/400Regular/Arimo_400Regular.ttf?url';
