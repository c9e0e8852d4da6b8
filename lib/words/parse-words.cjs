// What the build of the pages makes of a file of words: each sentence as its parser leaves it. The server's own code reads
// the files as they are written.
module.exports = function parseWords(source) {
  const answer = this.async();
  import("icu-minify/compile").then(({ default: compile }) => {
    const parsed = JSON.parse(source, (_, value) => (typeof value === "string" ? compile(value) : value));
    answer(null, JSON.stringify(parsed));
  }, answer);
};
