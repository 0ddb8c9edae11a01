export default function (config) {
  config.setInputDirectory("src");
  config.addCollection("articles", (api) =>
    api.getFilteredByTag("article").sort((a, b) => b.date - a.date));
}
