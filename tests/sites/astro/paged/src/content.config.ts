import { defineCollection, z } from 'astro:content';
import { glob } from 'astro/loaders';

const FOLDER = './src/data/posts';
const loader = glob({ pattern: ['**/[^_]*.md', '!old/**'], base: FOLDER });
const entries = defineCollection({
  loader,
  schema: z.object({
    title: z.string(),
    date: z.coerce.date(),
    draft: z.boolean().default(false),
    tags: z.array(z.coerce.string()).default([]),
    category: z.string().optional(),
    authors: z.array(z.string()).default([]),
  }),
});

export const collections = { articles: entries };
