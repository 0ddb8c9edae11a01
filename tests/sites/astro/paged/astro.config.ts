import { defineConfig } from 'astro/config';

export default defineConfig({
  site: 'https://paged.example.org/',
  base: '/notes/',
  trailingSlash: 'never',
});
