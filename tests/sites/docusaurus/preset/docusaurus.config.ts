import type {Config} from '@docusaurus/types';
import type * as Preset from '@docusaurus/preset-classic';

const shared = {showReadingTime: false, onUntruncatedBlogPosts: 'ignore'} as const;

const config: Config = {
  title: 'A site with a preset',
  url: 'https://blog.example.org',
  baseUrl: process.env.BASE ?? '/team/',
  trailingSlash: true,
  presets: [
    [
      'classic',
      {
        docs: false,
        pages: false,
        theme: {},
        blog: {
          ...shared,
          postsPerPage: 5,
          routeBasePath: 'news',
          blogTitle: 'News',
          onInlineTags: 'ignore',
          onInlineAuthors: 'ignore',
        },
      } satisfies Preset.Options,
    ],
  ],
};

export default config;
