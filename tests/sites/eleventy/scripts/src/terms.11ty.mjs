export const data = {
  pagination: { data: "collections", size: 1, alias: "name", filter: ["all", "told-all", "articles"] },
  permalink: ({ name }) => `/by/${name}/`,
};

export function render({ name, collections }) {
  const found = collections[name].toReversed();
  return `LIST tag ${name}\n${found.map((one) => `POST ${one.inputPath}\n`).join("")}`;
}
