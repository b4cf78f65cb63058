// An address without whom it names and without its query: one for all pages of a kind.
const ID = /\/([bcdfghjkmnpqrstv]{16}|[0-9a-f]{32}|\d+)(?=[/?]|$)/g;

export const pattern = (path) => path.replace(ID, '/{id}').replace(/\?.*/, '?');
