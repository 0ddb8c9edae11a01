import { type CollectionEntry, getCollection } from "astro:content";

export async function everyPost(): Promise<CollectionEntry<"post">[]> {
	return await getCollection("post", ({ data }) => {
		return import.meta.env.PROD ? !data.draft : true;
	});
}
export function byYear(posts: CollectionEntry<"post">[]) {
	return Object.groupBy(posts, (post) => post.data.publishDate.getFullYear().toString());
}
export function tagsOf(posts: CollectionEntry<"post">[]) {
	return posts.flatMap((post) => [...post.data.tags]);
}
export function tagsOnce(posts: CollectionEntry<"post">[]) {
	return [...new Set(tagsOf(posts))];
}
