import drafts from "./eleventy.config.drafts.js";

export default async function (eleventyConfig) {
  eleventyConfig.addPlugin(drafts);
}

export const config = {
  templateFormats: ["md", "njk", "html", "liquid", "11ty.js"],
  markdownTemplateEngine: "njk",
  dir: { input: "content", includes: "../_includes", data: "../_data", output: "_site" },
};
