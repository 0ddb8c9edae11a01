/** All posts, the newest first. */
const live = (post) => !post.data.hidden;

export const everyPost = (collection) => {
  return collection.getFilteredByGlob('./src/posts/**/*.md').filter(live).reverse();
};
export const showInSitemap = (collection) => collection.getFilteredByGlob('./src/**/*.{md,njk}');
export const listOfTags = (collection) => {
  const tags = new Set();
  collection.getAll().forEach((item) => {
    if (!item.data.tags) return;
    item.data.tags.filter((tag) => !['posts', 'docs', 'all'].includes(tag)).forEach((tag) => tags.add(tag));
  });
  return Array.from(tags).sort();
};
