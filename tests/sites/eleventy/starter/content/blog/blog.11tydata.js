module.exports = {
  tags: ["posts"],
  layout: "post.njk",
};
