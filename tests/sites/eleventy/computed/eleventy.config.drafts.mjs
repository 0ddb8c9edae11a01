export default function(eleventyConfig) {
	eleventyConfig.addGlobalData("eleventyComputed.permalink", () => {
		return data => {
			if (data.draft && !process.env.BUILD_DRAFTS) return false;
			return data.permalink;
		};
	});
	eleventyConfig.addGlobalData("eleventyComputed.eleventyExcludeFromCollections", () => {
		return data => {
			if (data.draft && !process.env.BUILD_DRAFTS) return true;
			return data.eleventyExcludeFromCollections;
		};
	});
};
