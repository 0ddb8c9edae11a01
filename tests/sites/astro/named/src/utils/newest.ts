import { type CollectionEntry, getCollection } from "astro:content";

async function unlinked() {
	const found = await getCollection("posts", ({ data }) => {
		return import.meta.env.PROD ? data.draft !== true : true;
	});
	const inOrder = found.sort((a, b) => {
		const first = new Date(a.data.published);
		const second = new Date(b.data.published);
		return first > second ? -1 : 1;
	});
	return inOrder;
}
export async function newestFirst() {
	const inOrder = await unlinked();
	for (let i = 1; i < inOrder.length; i++) {
		inOrder[i].data.before = inOrder[i - 1].data.title;
	}
	return inOrder;
}
