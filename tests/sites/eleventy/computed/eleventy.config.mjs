import fs from "node:fs";
import pluginDrafts from "./eleventy.config.drafts.mjs";

/** @param {import('@11ty/eleventy').UserConfig} eleventyConfig */
export default function(eleventyConfig) {
	eleventyConfig.addPassthroughCopy({"./public/": "/"});
	eleventyConfig.addPlugin(pluginDrafts);
	eleventyConfig.addGlobalData("layout", "base.liquid");
	eleventyConfig.addFilter("filterTagList", function filterTagList(tags) {
		return (tags || []).filter(tag => ["all", "nav", "post", "posts"].indexOf(tag) === -1);
	});
	eleventyConfig.addCollection("articles", function(api) {
		return api.getFilteredByGlob(["content/articles/**/*.md"]).filter(p => p.data.published !== false).sort((a, b) => {
			return b.date - a.date;
		});
	});
	eleventyConfig.addCollection("byCategory", (api) => {
		const found = {};
		api.getFilteredByGlob("content/articles/**/*.md").forEach((one) => (found[one.data.category] ||= []).push(one));
		return found;
	});
	return {
		templateFormats: ["md", "njk", "html", "liquid"],
		markdownTemplateEngine: "liquid",
		dir: { input: "content", includes: "../_includes", data: "../_data", output: "_site" },
		pathPrefix: process.env.PREFIX || "/",
	};
};
