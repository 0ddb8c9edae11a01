export const SITE = {
  title: 'Paged',
  postsPerPage: 3,
} as const;
