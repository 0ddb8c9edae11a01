export default (config) => { config.addFilter('x', (one) => one); };
