module.exports = function (config) {
  const folder = "./content/blog/**/*.md";
  config.addCollection("blog", (api) => api.getFilteredByGlob(folder).filter((item) => item.data.title));
  config.addPreprocessor("drafts", "md", (data) => {
    if (data.draft && process.env.ELEVENTY_RUN_MODE === "build") {
      return false;
    }
  });
  config.setDataDeepMerge(false);
  return { dir: { input: "." }, templateFormats: ["md", "liquid"] };
};
