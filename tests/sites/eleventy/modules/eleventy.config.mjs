/** @param {import("@11ty/eleventy").UserConfig} eleventyConfig */
import {everyPost, listOfTags} from './src/_config/collections.mjs';
import notes from "./src/_config/notes.mjs";
import {drafts} from './src/_config/plugins/drafts.mjs';
import filters from './src/_config/filters.mjs';

export default async function (eleventyConfig) {
  eleventyConfig.addWatchTarget('./src/assets/**/*.{css,js,svg,png,jpeg}');
  eleventyConfig.addLayoutAlias('base', 'base.njk');
  eleventyConfig.addCollection('allPosts', everyPost);
  eleventyConfig.addCollection('allNotes', notes);
  eleventyConfig.addCollection('tagList', listOfTags);
  eleventyConfig.addPlugin(drafts);
  eleventyConfig.addPlugin(filters);
}

export const config = {
  markdownTemplateEngine: 'njk',
  dir: { output: 'dist', input: 'src', includes: '_includes', layouts: '_layouts' },
};
