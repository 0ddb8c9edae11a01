const filters = { head: (a, n) => a.slice(0, n) };

module.exports = function (config) {
  Object.keys(filters).forEach((name) => config.addFilter(name, filters[name]));
  config.addLayoutAlias('home', 'layouts/home.njk');
  config.addPassthroughCopy('src/images');

  const now = new Date();

  // Custom collections
  const livePosts = (post) => post.date <= now && !post.data.draft;
  config.addCollection('posts', (collection) => {
    return [
      ...collection.getFilteredByGlob(
        "./src/posts/*.md"
      ).filter(livePosts)
    ].reverse();
  });
  config.addCollection('postFeed', (collection) => {
    return [...collection.getFilteredByGlob('./src/posts/*.md').filter(livePosts)]
      .reverse()
      .slice(0, 3);
  });
  config.addCollection('tagList', function (collection) {
    let tagSet = new Set();
    collection.getAll().forEach((item) => {
      if ('tags' in item.data) {
        for (const tag of item.data.tags) tagSet.add(tag);
      }
    });
    return [...tagSet].filter((t) => !['post', 'nav'].includes(t)).sort();
  });

  return {
    dir: { input: 'src', output: 'dist' },
    passthroughFileCopy: true,
    templateFormats: ['njk', 'md'],
    htmlTemplateEngine: 'njk',
    markdownTemplateEngine: 'njk',
  };
};
