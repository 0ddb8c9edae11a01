const input = "src";

export default function (eleventyConfig) {
  eleventyConfig.ignores.add("src/posts/ignored/**");
  eleventyConfig.addFilter("shout", (text) => text.toUpperCase());
  eleventyConfig.addPassthroughCopy("src/images");
}

export const config = {
  dir: { input, output: "_out", includes: "_parts", data: "_facts" },
  pathPrefix: "/sub/",
  markdownTemplateEngine: "njk",
};
