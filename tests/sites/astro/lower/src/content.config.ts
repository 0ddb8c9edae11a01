import { defineCollection, z } from "astro:content";
import { glob } from "astro/loaders";

function onceAndLow(array: string[]) {
	return [...new Set(array.map((str) => str.toLowerCase()))];
}
const titled = z.object({ title: z.string().max(60) });

const post = defineCollection({
	loader: glob({ base: "./src/content/post", pattern: "**/*.{md,mdx}" }),
	schema: ({ image }) =>
		titled.extend({
			description: z.string().optional(),
			draft: z.boolean().default(false),
			tags: z.array(z.string()).default([]).transform(onceAndLow),
			publishDate: z.string().or(z.date()).transform((val) => new Date(val)),
			pinned: z.boolean().default(false),
		}),
});
const note = defineCollection({
	loader: glob({ base: "./src/content/note", pattern: "**/*.{md,mdx}" }),
	schema: titled.extend({ publishDate: z.coerce.date() }),
});
export const collections = { post, note };
