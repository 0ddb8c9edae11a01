// @ts-check
const posts = {
  path: './posts/',
  routeBasePath: '/',
  tagsBasePath: 'labels',
  authorsBasePath: 'people',
  pageBasePath: 'p',
  postsPerPage: 3,
  sortPosts: 'ascending',
  authorsMapPath: '_people/list.json',
  tags: false,
  include: ['**/*.md'],
  exclude: ['**/archive/**', '**/{old,older}-*.md'],
  onUntruncatedBlogPosts: 'ignore',
  onInlineAuthors: 'ignore',
};

/** @type {import('@docusaurus/types').Config} */
module.exports = {
  title: 'Two blogs',
  url: 'https://two.example.org/',
  baseUrl: '/',
  trailingSlash: false,
  plugins: [
    ['@docusaurus/plugin-content-blog', posts],
    ['content-blog', {id: 'second', path: 'second', routeBasePath: 'second', onUntruncatedBlogPosts: 'ignore'}],
  ],
};
