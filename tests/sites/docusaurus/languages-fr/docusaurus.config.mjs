export default {
  title: 'Languages',
  url: 'https://languages.example.org',
  baseUrl: '/base/',
  i18n: {defaultLocale: 'en', locales: ['en', 'fr', 'pt-BR']},
  presets: [['@docusaurus/preset-classic', {docs: false, pages: false, blog: {postsPerPage: 2, onUntruncatedBlogPosts: 'ignore', onInlineTags: 'ignore'}}]],
};
