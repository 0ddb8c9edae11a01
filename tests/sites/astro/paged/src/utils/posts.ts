import { getCollection, type CollectionEntry } from 'astro:content';

/** All posts but drafts, the newest first. */
export async function allPosts(): Promise<CollectionEntry<'articles'>[]> {
  const posts = await getCollection('articles', ({ data }) => !data.draft);
  return posts.sort((one, two) => (one.data.date < two.data.date ? 1 : -1));
}
