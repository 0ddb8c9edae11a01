export default {
	tags: ["article"],
	eleventyComputed: {
		permalink: (data) => data.draft ? false : `/${data.page.fileSlug}/`,
	},
};
