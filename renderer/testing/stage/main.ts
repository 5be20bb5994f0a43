// Entry of a page for journeys only, never shipped: the people of a call on its stage, made up. `?people=N` others, `&signing` of them.
import { mount } from 'svelte';
import { setupLocale } from '../../features/language/index.ts';
import '../../ui/base.css';
import StagePage from './StagePage.svelte';

setupLocale();
const target = document.getElementById('page');
if (!target) throw new Error('The page has no place to draw in.');
mount(StagePage, { target });
