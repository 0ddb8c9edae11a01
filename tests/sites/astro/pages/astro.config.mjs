export default { site: 'https://pages.example.org', trailingSlash: 'always' };
