module.exports = {
  title: 'Nothing yet',
  url: 'https://empty.example.org',
  baseUrl: '/',
  presets: [[require.resolve('@docusaurus/preset-classic'), {docs: false, pages: false, blog: {postsPerPage: 3}}]],
};
