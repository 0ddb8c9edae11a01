export default (api) => api.getFilteredByTag('note');
