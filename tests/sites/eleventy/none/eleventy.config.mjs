export default function (config) {
  config.setInputDirectory("in");
}
