class List {
  data() {
    return {
      pagination: { data: "collections.articles", size: 3, alias: "shown" },
      permalink: (data) => `/list/${data.pagination.pageNumber}/`,
    };
  }

  render({ shown }) {
    return "LIST home\n" + shown.map((one) => `POST ${one.inputPath}\n`).join("");
  }
}

module.exports = List;
